import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPacked, unpackFile } from './compression.ts';
import { openUpload } from './upload.ts';

const log = '2024-03-13T13:02:11Z ERROR payment timeout\n'.repeat(2000);
let folder: string;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-gzip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function unpack(bytes: Uint8Array, mostBytes = 1e9): Promise<[boolean, string]> {
  made += 1;
  const [from, to] = [join(folder, `${made}.gz`), join(folder, `${made}`)];
  await writeFile(from, bytes);
  const upload = { path: from, name: 'app.log.gz', head: bytes };
  const isWhole = await unpackFile(upload, to, mostBytes);
  expect((await stat(to)).mode & 0o077).toBe(0);
  return [isWhole, await readFile(to, 'utf8')];
}

describe('a gzip file', () => {
  const packed = gzipSync(log);

  test('is unpacked, also if it has several parts', async () => {
    expect(isPacked(packed)).toBe(true);
    expect(await unpack(packed)).toEqual([true, log]);
    expect(await unpack(Buffer.concat([packed, gzipSync('end\n')]))).toEqual([true, `${log}end\n`]);
    expect(await unpack(gzipSync(''))).toEqual([true, '']);
  });

  test('that is cut off is unpacked as far as it goes, and reported as cut off', async () => {
    const random = Array.from({ length: 20_000 }, (_, line) => `${line} ${line ** 3 % 7919}\n`);
    const whole = random.join('');
    const [isWhole, text] = await unpack(gzipSync(whole).subarray(0, 30_000));
    expect(isWhole).toBe(false);
    expect(text.length).toBeGreaterThan(10_000);
    expect(whole.startsWith(text)).toBe(true);
  });

  test('that is damaged, too large or a bomb is refused, with what to do', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 20, 60);
    await expect(unpack(damaged)).rejects.toThrow("app.log.gz is damaged and can't be unpacked");
    await expect(unpack(packed, 1_000)).rejects.toMatchObject({ code: 'too-large' });
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
    await expect(unpack(bomb)).rejects.toThrow('unpacks to far more data than a log');
  });

  test('has the name of its content once it is unpacked', async () => {
    await unpack(packed);
    const name = async (path: string) => (await openUpload(path, 'web-1/app.log.gz')).name;
    expect(await name(join(folder, `${made}`))).toBe('web-1/app.log');
    expect(await name(join(folder, `${made}.gz`))).toBe('web-1/app.log.gz');
  });
});
