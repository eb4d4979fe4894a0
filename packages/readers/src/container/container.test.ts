import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { ReadOptions } from '@debrief/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseReader } from '../readers.ts';
import { openUpload } from '../bytes/upload.ts';
import { createZip, previewFile, readAll, scratch, type ReadAll } from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const log = (...texts: string[]) =>
  texts.map((text, index) => `2026-03-02T08:00:0${index}Z ${text}\n`).join('');
const table = 'time,text\n2026-03-02T09:00:00Z,orders fail\n';
const unmapped = 'one,two\nalpha,beta\ngamma,delta\n';

const run = (command: string, ...args: string[]) => execFileSync(command, args);

let made = 0;
/** A folder with these files, made by the tests only to be packed. */
async function folder(content: Record<string, string | Uint8Array>): Promise<string> {
  made += 1;
  const root = files.path(`folder-${made}`);
  for (const [path, bytes] of Object.entries(content)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
  }
  return root;
}

async function tar(content: Record<string, string | Uint8Array>, ...options: string[]) {
  const root = await folder(content);
  const path = `${root}.tar`;
  execFileSync('tar', ['--sort=name', ...options, '-cf', path, '-C', root, '.']);
  return path;
}

const zip = (content: Record<string, string | Buffer>) =>
  createZip(Object.entries(content).map(([name, bytes]) => ({ name, content: bytes })));

const lines = ({ records }: ReadAll) =>
  records.map(({ place, stream, text }) => `${place} | ${stream.name} | ${text}`);
const reasons = ({ rejected }: ReadAll) =>
  rejected.map(({ place, reason }) => `${place}: ${reason}`);
const leftovers = async () =>
  (await readdir(files.path('.'))).filter((name) => name.includes('.member-'));

describe('a zip of any files', () => {
  it('reads each file on its own, with its place and its stream', async () => {
    const path = await files.write(
      'logs.zip',
      zip({
        'web-1/app.log': log('a', 'b'),
        'web-2/app.log': log('c'),
        'web-2/app.txt': log('d'),
        'alerts.csv': table,
        'notes.md': '# Notes\n\nThe queue was full.\n',
      }),
    );
    const read = await readAll(path);
    expect(read.format).toBe('archive');
    expect(lines(read)).toEqual([
      'alerts.csv, line 2 | alerts | orders fail',
      expect.stringContaining('notes.md | notes | '),
      'web-1/app.log, line 1 | web-1/app | a',
      'web-1/app.log, line 2 | web-1/app | b',
      'web-2/app.log, line 1 | web-2/app | c',
      'web-2/app.txt, line 1 | web-2/app | d',
    ]);
    expect(new Set(read.records.map(({ stream }) => stream.key)).size).toBe(5);
    expect(read.rejected).toEqual([]);
    expect(read.reads.at(-1)).toEqual({
      type: 'progress',
      bytesRead: (await readFile(path)).length,
    });
    expect(await leftovers()).toEqual([]);
  });

  it('rejects what it cannot read with the sentence of a single file, and counts the rest', async () => {
    const path = await files.write(
      'mixed.zip',
      zip({
        'a.log': log('a'),
        'b.rar': 'Rar!\x1a\x07\x01 packed',
        'c.csv': unmapped,
        'd.txt': 'No times here.\n',
        'e.png': 'pixels',
        'f.log': '',
        '.DS_Store': 'x',
        '__MACOSX/a.log': 'x',
        'incident.bundle': '{"debrief":"bundle","version":2}\n',
      }),
    );
    const read = await readAll(path);
    expect(lines(read)).toEqual(['a.log, line 1 | a | a']);
    expect(reasons(read)).toEqual([
      expect.stringContaining('b.rar: b.rar is a RAR archive, which Debrief can'),
      expect.stringContaining('c.csv: The records contain no times.'),
      expect.stringContaining('d.txt: d.txt seems to be plain text without times.'),
      'incident.bundle: incident.bundle is a Debrief bundle, a full incident. Import it as its own file.',
      'files without records: Not read: 2 hidden files, 1 image, 1 empty file.',
    ]);
  });

  it('applies the options of the import to each file that they fit', async () => {
    const csv = 'started,text\n2026-03-02 08:00,x\n';
    const path = await files.write('zones.zip', zip({ 'a.csv': csv, 'b.csv': table }));
    const read = await readAll(path, { zone: 'Europe/Berlin', map: 'at=started' });
    expect(read.records.map(({ occurredAt }) => occurredAt.toISOString())).toEqual([
      '2026-03-02T07:00:00.000Z',
      '2026-03-02T09:00:00.000Z',
    ]);
    expect(read.rejected).toEqual([]);
  });

  it('reads its files in the format that is named', async () => {
    const upload = await openUpload(
      await files.write('named.zip', zip({ 'a.txt': 'Only words.\n' })),
      'named.zip',
    );
    const reader = await chooseReader(upload, 'document');
    if (typeof reader === 'string') throw new Error(reader);
    const texts: string[] = [];
    for await (const read of reader.read(upload, ReadOptions.parse({ format: 'document' })))
      if (read.type === 'record') texts.push(read.record.text);
    expect(texts).toEqual(['Only words.\n']);
  });

  it('rejects a damaged file and reads the others', async () => {
    const bytes = createZip([
      { name: 'a.log', content: log('a') },
      { name: 'b.log', content: log('b'), crc: 1 },
      { name: 'c.log', content: log('c') },
    ]);
    const read = await readAll(await files.write('damaged.zip', bytes));
    expect(lines(read)).toEqual(
      ['a.log, line 1 | a | a', 'b.log, line 1 | b | b', 'c.log, line 1 | c | c'].filter(
        (line) => !line.startsWith('b'),
      ),
    );
    expect(reasons(read)).toEqual([
      expect.stringContaining('b.log: b.log in damaged.zip is damaged'),
    ]);
  });

  it('stops unpacking a bomb', { timeout: 60_000 }, async () => {
    const path = await files.write(
      'bomb.zip',
      zip({ 'a.log': log('a'), 'b.log': Buffer.alloc(100 * 1024 * 1024) }),
    );
    const read = await readAll(path);
    expect(lines(read)).toEqual(['a.log, line 1 | a | a']);
    expect(reasons(read)).toEqual([expect.stringContaining('unpacks to far more data')]);
    expect(await leftovers()).toEqual([]);
  });

  it('is refused if it is cut off or a path leads outside', async () => {
    const whole = zip({ 'a.log': log('a', 'b', 'c') });
    const cut = await files.write('cut.zip', whole.subarray(0, whole.length - 30));
    await expect(readAll(cut)).rejects.toThrow('cut.zip is damaged or incomplete');
    const outside = await files.write('outside.zip', zip({ '../a.log': log('a') }));
    await expect(readAll(outside)).rejects.toThrow('a path outside the archive');
  });

  it('shows the first records of the first files in a preview', async () => {
    const noise = Array.from({ length: 9000 }, (_, line) => `${line} ${line ** 3 % 7919}`);
    const whole = zip({ 'a.log': log('a', 'b', 'c'), 'b.csv': unmapped, 'c.log': log(...noise) });
    const shown = [
      { place: 'a.log, line 1', text: 'a', problem: null },
      { place: 'a.log, line 2', text: 'b' },
      { place: 'b.csv', problem: expect.stringContaining('no times') },
      { place: 'c.log, line 1' },
      { place: 'c.log, line 2' },
    ];
    const path = await files.write('preview.zip', whole);
    expect(await previewFile(path)).toMatchObject({ questions: [], sample: shown });
    const start = await files.write('start.zip', whole.subarray(0, 20_000));
    expect((await previewFile(start)).sample).toMatchObject(shown);
  });
});

describe('a tar', () => {
  const long = `${'folder-with-a-long-name/'.repeat(8)}größe-日本.log`;
  it.each(['gnu', 'pax', 'ustar', 'v7'])('of format %s is read', async (format) => {
    const name = format === 'gnu' || format === 'pax' ? long : 'web-1/größe.log';
    const path = await tar({ [name]: log('a'), 'b.csv': table }, `--format=${format}`);
    const read = await readAll(path);
    expect(read.format).toBe('archive');
    expect(read.records.map(({ place }) => place).toSorted()).toEqual(
      ['b.csv, line 2', `${name}, line 1`].toSorted(),
    );
    expect(read.rejected).toEqual([]);
  });

  it('skips links and devices with a reason', async () => {
    const root = await folder({ 'a.log': log('a'), 'd.log': '' });
    await symlink('/etc/passwd', join(root, 'b.log'));
    run('mkfifo', join(root, 'c.log'));
    await truncate(join(root, 'd.log'), 4 * 1024 * 1024);
    execFileSync('tar', ['--sort=name', '-S', '-cf', `${root}.tar`, '-C', root, '.']);
    const read = await readAll(`${root}.tar`);
    expect(lines(read)).toEqual(['a.log, line 1 | a | a']);
    expect(reasons(read)).toEqual([
      'c.log: It is a device, not a file.',
      expect.stringContaining('d.log: It is stored as a sparse file.'),
      'files without records: Not read: 1 link.',
    ]);
  });

  it('never reads a path that leads outside', async () => {
    const root = await folder({ 'in/a.log': log('a'), 'b.log': log('b') });
    execFileSync('tar', ['-P', '-cf', `${root}.tar`, '-C', join(root, 'in'), '../b.log', 'a.log']);
    const read = await readAll(`${root}.tar`);
    expect(lines(read)).toEqual(['a.log, line 1 | a | a']);
    expect(reasons(read)).toEqual(['../b.log: Its path leads outside the archive.']);
  });

  it('that is cut off or damaged is refused with the file where it happens', async () => {
    const content = { 'a.log': log('a'), 'b.log': log('b').repeat(800) };
    const whole = await readFile(await tar(content));
    const cut = await files.write('cut.tar', whole.subarray(0, 4096));
    await expect(readAll(cut)).rejects.toThrow('cut.tar ends in the middle of b.log');
    expect((await previewFile(cut)).sample[0]).toMatchObject({ place: 'a.log, line 1' });
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 1536, 1600);
    const path = await files.write('damaged.tar', damaged);
    await expect(readAll(path)).rejects.toThrow('damaged.tar is damaged after a.log');
    const endless = await files.write('endless.tar', whole.subarray(0, 1536));
    const read = await readAll(endless);
    expect(lines(read)).toEqual(['a.log, line 1 | a | a']);
    expect(reasons(read)).toEqual([expect.stringContaining('no end mark')]);
  });

  it('of a thousand small files is read completely', { timeout: 60_000 }, async () => {
    const names = Array.from({ length: 1000 }, (_, at) => `host-${at}/app.log`);
    const path = await tar(Object.fromEntries(names.map((name) => [name, log(name)])));
    const read = await readAll(path);
    expect(read.records).toHaveLength(1000);
    expect(new Set(read.records.map(({ stream }) => stream.key)).size).toBe(1000);
    expect(await leftovers()).toEqual([]);
  });
});

describe('an archive inside an archive', () => {
  it('is read, up to three deep, also if it is compressed', async () => {
    const inner = zip({ 'a.log': log('a') });
    const packed = gzipSync(await readFile(await tar({ 'inner.zip': inner, 'b.log': log('b') })));
    const outer = zip({
      'logs.tgz': packed,
      'c.log.gz': gzipSync(log('c')),
      'd.log.zst': zstdCompressSync(log('d')),
    });
    const read = await readAll(await files.write('outer.zip', outer));
    expect(lines(read)).toEqual([
      'c.log.gz, line 1 | c | c',
      'd.log.zst, line 1 | d | d',
      'logs.tgz/b.log, line 1 | logs.tgz/b | b',
      'logs.tgz/inner.zip/a.log, line 1 | logs.tgz/inner.zip/a | a',
    ]);
    const deep = await readAll(await files.write('deep.zip', zip({ 'outer.zip': outer })));
    expect(reasons(deep)).toEqual([
      'outer.zip/logs.tgz/inner.zip: outer.zip/logs.tgz/inner.zip is an archive inside 3 others. Unpack it, then import its files.',
    ]);
    expect(deep.records).toHaveLength(3);
    expect(await leftovers()).toEqual([]);
  });

  it('that is a Slack export has its own channels and people', async () => {
    const export_ = (text: string) =>
      zip({
        'users.json': '[{"id":"U1","name":"mara"}]',
        'channels.json': '[{"id":"C1","name":"ops"}]',
        'ops/2026-03-02.json': JSON.stringify([
          { type: 'message', user: 'U1', ts: '1772438400.000100', team: text, text },
        ]),
      });
    const path = await files.write(
      'two.zip',
      zip({ 'a.zip': export_('T1'), 'b.zip': export_('T2') }),
    );
    const { records } = await readAll(path);
    expect(records.map(({ stream }) => stream)).toEqual([
      { key: 'a.zip: C1', name: 'ops' },
      { key: 'b.zip: C1', name: 'ops' },
    ]);
    expect(records.map(({ author }) => author?.key)).toEqual(['T1: U1', 'T2: U1']);
    expect(records.map(({ place }) => place)).toEqual([
      'a.zip, ops/2026-03-02.json, message 1',
      'b.zip, ops/2026-03-02.json, message 1',
    ]);
  });
});

it('a folder is read like an archive', async () => {
  const deep = 'a/b/c/d/e/f/g.log';
  const read = await readAll(await folder({ [deep]: log('a'), 'b.csv': table, '.hidden': 'x' }));
  expect(read.format).toBe('archive');
  expect(lines(read)).toEqual([
    `${deep}, line 1 | a/b/c/d/e/f/g | a`,
    'b.csv, line 2 | b | orders fail',
  ]);
});
