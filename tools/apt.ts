import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { say } from './set-up.mjs';

/**
 * Installs system packages if we can: as root, on Debian and derivatives. False if not, or if it
 * fails.
 */
export function aptInstall(packages: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  say(`Installing ${packages.join(', ')} …`);
  const options = {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  } as const;
  const updated = spawnSync('apt-get', ['update'], options);
  const installed = spawnSync(
    'apt-get',
    ['install', '-y', '--no-install-recommends', ...packages],
    options,
  );
  if (installed.status !== 0)
    process.stderr.write(
      `apt-get could not install ${packages.join(', ')}:\n${updated.stderr}${installed.stderr}`,
    );
  return installed.status === 0;
}
