import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readLock, takeLock } from './lock.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-lock-'));
  path = join(folder, 'debrief.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The id of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', '']);
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once('exit', () => resolve());
  await promise;
  return child.pid ?? 0;
}
const content = (more: object) =>
  JSON.stringify({ pid: process.pid, born: null, address: null, token: 't', ...more });

describe('the lock of a data folder', () => {
  test('has one owner, contains its address, and is released afterwards', async () => {
    const lock = await takeLock(folder, 'secret');
    expect(await readLock(folder)).toBeNull();
    await lock.announce('http://127.0.0.1:4300');
    expect(await readLock(folder)).toEqual({
      address: 'http://127.0.0.1:4300',
      token: 'secret',
      pid: process.pid,
    });
    await expect(takeLock(folder, 'other')).rejects.toMatchObject({ code: 'in-use' });
    await expect(takeLock(folder, 'other')).rejects.toThrow(
      `process ${process.pid} at http://127.0.0.1:4300`,
    );
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    await (await takeLock(folder, 'other')).release();
  });

  test('is taken over from a process that has ended, or whose number was reused', async () => {
    for (const stale of [
      content({ pid: await endedPid() }),
      content({ born: '1' }),
      'half a lo',
      '',
    ]) {
      await writeFile(path, stale);
      expect(await readLock(folder)).toBeNull();
      const lock = await takeLock(folder, 'mine');
      expect(await readFile(path, 'utf8')).toContain('mine');
      expect(await readdir(folder)).toEqual(['debrief.lock']);
      await lock.release();
    }
  });

  test('is readable only by its owner', async () => {
    const { stat } = await import('node:fs/promises');
    const lock = await takeLock(folder, 'secret');
    expect((await stat(path)).mode & 0o077).toBe(0);
    await lock.announce('http://127.0.0.1:1');
    expect((await stat(path)).mode & 0o077).toBe(0);
    await lock.release();
  });

  test('is taken by one of many processes that find a stale one', async () => {
    await writeFile(path, content({ pid: await endedPid() }));
    const script = `
      const { takeLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock.ts'))});
      const taken = await takeLock(${JSON.stringify(folder)}, 'x').then(() => true, (error) => error.code !== 'in-use' && console.log(error));
      if (taken) console.log('taken');
      process.stdin.resume();
      process.stdin.on('end', () => process.exit());
      console.log('ready');`;
    const children = Array.from({ length: 5 }, () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const { promise, resolve } = Promise.withResolvers<string>();
      let out = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
        if (out.includes('ready')) resolve(out);
      });
      child.once('exit', () => resolve(out));
      return { child, out: promise };
    });
    const outputs = await Promise.all(children.map((one) => one.out));
    for (const { child } of children) child.stdin.end();
    expect(outputs.filter((out) => out.includes('taken'))).toHaveLength(1);
    expect(outputs.every((out) => out.includes('ready'))).toBe(true);
  });
});
