import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@debrief/contract';

/**
 * Creates a folder that only this user can open, or restricts an existing one: the embedded
 * database makes its files readable to everyone. Errors: `unavailable` with what to do.
 */
export async function closedFolder(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if ((await stat(path)).isDirectory()) {
      await chmod(path, 0o700).catch(() => {});
      if (process.platform === 'win32' || ((await stat(path)).mode & 0o077) === 0) return path;
      throw new DomainError(
        'unavailable',
        `Other users of this machine can read ${path}, and Debrief can't change that. Run chmod 700 on it as its owner, or use another folder with --data.`,
      );
    }
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    throw new DomainError(
      'unavailable',
      `The data folder ${path} cannot be written. Use another folder with --data.`,
      { cause },
    );
  }
  throw new DomainError('unavailable', `${path} is a file. Select a folder with --data.`);
}

/**
 * A folder that lost its database must not start as a new one: the first visitor could create the
 * admin. Errors: `unavailable`.
 */
export async function refuseLostDatabase(dataDir: string): Promise<void> {
  const isThere = (path: string) =>
    stat(join(dataDir, path)).then(
      () => true,
      () => false,
    );
  if ((await isThere('session-secret')) && !(await isThere('database/PG_VERSION')))
    throw new DomainError(
      'unavailable',
      `Debrief ran in ${dataDir} before, but its database is gone. Restore a backup, or remove ${join(dataDir, 'session-secret')} to start with nothing.`,
    );
}

/**
 * The key that signs cookies, in a file next to the database: access to only the database does not
 * include it.
 */
export async function readSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'session-secret');
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null && known.trim().length >= 32) return known.trim();
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  if (known === null) await link(draft, path).catch(() => {});
  await rm(draft);
  return (await readFile(path, 'utf8')).trim();
}
