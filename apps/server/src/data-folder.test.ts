import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { closedFolder, readSecret } from './data-folder.ts';
import { openUploads } from './uploads.ts';

let scratch: string;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'debrief-data-folder-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const readRights = async (path: string) => (await stat(path)).mode & 0o777;

describe.skipIf(process.platform === 'win32')('the data folder', () => {
  test('is created for its owner only', async () => {
    const path = join(scratch, 'some', 'data');
    await closedFolder(path);
    expect(await readRights(path)).toBe(0o700);
  });

  test('is closed again when others can open it', async () => {
    await chmod(scratch, 0o777);
    await closedFolder(scratch);
    expect(await readRights(scratch)).toBe(0o700);
  });

  test('has a folder for uploads and a secret that only its owner can read', async () => {
    await mkdir(join(scratch, 'uploads'), { mode: 0o755 });
    await openUploads(scratch);
    await readSecret(scratch);
    expect(await readRights(join(scratch, 'uploads'))).toBe(0o700);
    expect(await readRights(join(scratch, 'session-secret'))).toBe(0o600);
  });
});

test('refuses a file as the data folder', async () => {
  const path = join(scratch, 'file');
  await writeFile(path, '');
  await expect(closedFolder(path)).rejects.toMatchObject({ code: 'unavailable' });
});
