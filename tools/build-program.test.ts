import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from './set-up.mjs';

const run = promisify(execFile);

test('the bundle is built, without schemas at the start of a command, and runs', async () => {
  // Below the command, as dist is: packages that are not bundled are found from there.
  const folder = await mkdtemp(join(root, 'apps', 'cli', 'dist-'));
  try {
    const build = join(root, 'tools', 'build-program.ts');
    expect(await run(process.execPath, [build, folder])).toEqual({ stdout: '', stderr: '' });
    const main = JSON.stringify(join(folder, 'main.js'));
    const script = `const { main } = await import(${main}); await main(() => import('./none.js'));`;
    const ask = (...words: string[]) =>
      run(process.execPath, ['--input-type=module', '-e', script, '--', ...words]);
    expect((await ask('debrief', '--help')).stdout).toContain('Usage: debrief COMMAND [options]');
    expect((await ask('debrief', 'config', '--port', '5')).stdout).toMatch(/port +flag +5/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
