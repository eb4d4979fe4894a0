import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeOnServer, testServerDatabase } from '@debrief/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { debrief, start, type Ended, type Running } from './testing/command.ts';

// Real records of real incidents, next to the checkout; their NOTES.md describes them.
const shared = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));
const flight = join(shared, 'apollo13-loops/flight-director-loop.json');
const airGround = join(shared, 'apollo13-loops/air-ground-loop.json');
const deploys = join(shared, 'mybinder-incident-reports/deploy-repo-commits.jsonl');
const hasData = existsSync(flight) && existsSync(airGround) && existsSync(deploys);
if (!hasData) process.stderr.write(`The end-to-end imports are skipped: there is no ${shared}.\n`);

const loop = [
  '--map',
  'at=start',
  '--map',
  'until=end',
  '--map',
  'author=source',
  '--map',
  'text=message',
  '--time-unit',
  's',
  '--time-origin',
  '1970-04-11T19:13:00Z',
  '--json',
];

interface ImportSummary {
  incident: string;
  read: number;
  imported: number;
  duplicates: number;
  rejected: number;
}

function isSummary(value: unknown): value is ImportSummary {
  return typeof value === 'object' && value !== null && 'incident' in value && 'read' in value;
}

function readSummary(ended: Ended): ImportSummary {
  const value: unknown = ended.out === '' ? null : JSON.parse(ended.out);
  if (ended.code !== 0 || !isSummary(value))
    throw new Error(`The import ended with ${ended.code}: ${ended.out}${ended.err}`);
  return value;
}

let folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'debrief-cli-'));
  folders.push(folder);
  return join(folder, 'data');
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders = [];
});

function parseOrigin(line: string): string {
  return new URL(/http\S+/.exec(line)?.[0] ?? '').origin;
}

async function stopServer(server: Running): Promise<Ended> {
  server.child.kill('SIGTERM');
  return server.ended;
}

/** The main workflow on the command line, on a data folder with or without a server. */
async function expectRealRecords(data: string): Promise<void> {
  const first = readSummary(
    await debrief('import', flight, ...loop, '--new', 'Apollo 13', '--data', data),
  );
  expect(first).toMatchObject({ read: 4267, imported: 4267, duplicates: 0, rejected: 0 });
  const into = ['--incident', first.incident, '--data', data];
  expect(readSummary(await debrief('import', flight, ...loop, ...into))).toMatchObject({
    incident: first.incident,
    read: 4267,
    imported: 0,
    duplicates: 4267,
    rejected: 0,
  });
  expect(readSummary(await debrief('import', airGround, ...loop, ...into))).toMatchObject({
    read: 1119,
    imported: 1119,
    duplicates: 0,
    rejected: 0,
  });
  expect(readSummary(await debrief('import', deploys, '--json', ...into))).toMatchObject({
    read: 4778,
    imported: 4778,
    duplicates: 0,
    rejected: 0,
  });

  const sources = await debrief('sources', first.incident, '--data', data);
  expect(sources.out.split('\n').filter((line) => / yes /.test(line))).toHaveLength(3);
  const imports: unknown = JSON.parse(
    (await debrief('imports', first.incident, '--json', '--data', data)).out,
  );
  expect(imports).toHaveLength(4);
  const record = await debrief(
    'record',
    first.incident,
    '--text',
    'problem here',
    '--limit',
    '5',
    '--data',
    data,
  );
  expect(record.code).toBe(0);
  expect(record.out).toContain('1970-04-14T03:');
  const exported = await debrief('export', first.incident, '--format', 'markdown', '--data', data);
  expect(exported).toMatchObject({ code: 0, err: '' });
  expect(exported.out).toContain('Apollo 13');
}

describe.skipIf(!hasData)('real records', () => {
  test('are all in the import summary without a server', () => expectRealRecords(newFolder()));

  test('are all in the import summary through a running server', async () => {
    const data = newFolder();
    const server = start(['serve', '--data', data, '--port', '0']);
    try {
      expect(await server.firstLine).toContain('http://127.0.0.1:');
      await expectRealRecords(data);
    } finally {
      expect((await stopServer(server)).code).toBe(0);
    }
  });
});

test('a bundle exported from one folder and imported into an empty one is exported byte-equal', async () => {
  const [from, to] = [newFolder(), newFolder()];
  const files = join(newFolder(), '..');
  const log = join(files, 'app.log');
  writeFileSync(log, '2022-12-06T14:30:00Z one\n2022-12-06T14:30:01Z two\n');
  const { incident } = readSummary(
    await debrief('import', log, '--new', 'Search is empty', '--json', '--data', from),
  );
  const [one, two] = [join(files, 'one.bundle'), join(files, 'two.bundle')];
  expect(
    await debrief('export', incident, '--format', 'bundle', '-o', one, '--data', from),
  ).toEqual({ code: 0, out: '', err: '' });
  const env = { PATH: process.env['PATH'], DEBRIEF_DEMO: 'no' };
  const imported = await start(['import', one, '--data', to], { env }).ended;
  expect(imported).toMatchObject({ code: 0, out: `${incident}  Search is empty\n` });
  expect(
    await debrief('export', incident, '--format', 'bundle', '-o', two, '--data', to),
  ).toMatchObject({ code: 0 });
  expect(readFileSync(two, 'utf8')).toBe(readFileSync(one, 'utf8'));
  expect(await debrief('import', one, '--data', to)).toMatchObject({ code: 75 });
});

describe('a server', () => {
  let data: string;
  let origin: string;
  let server: Running;
  beforeAll(async () => {
    data = newFolder();
    server = start(['serve', '--data', data, '--port', '0']);
    origin = parseOrigin(await server.firstLine);
  });
  afterAll(async () => {
    server.child.kill('SIGKILL');
    await server.ended;
  });

  test('prints its address in one line, with the link that creates the first account', async () => {
    expect(await server.firstLine).toMatch(/^Debrief is ready at http:\/\/127\.0\.0\.1:\d+\/\S+$/);
  });

  test('locks its data folder, and a second server names the process that has it', async () => {
    const second = await debrief('serve', '--data', data, '--port', '0');
    expect(second.code).toBe(75);
    expect(second.err).toContain(String(server.child.pid));
    expect(second.err).toContain(origin);
  });

  test('is found by other commands through the folder', async () => {
    const declared = await debrief('incidents', 'declare', 'Search is empty', '--data', data);
    expect(declared).toMatchObject({ code: 0, err: '' });
    const shown = await debrief('incidents', 'show', declared.out.trim(), '--json', '--data', data);
    expect(JSON.parse(shown.out)).toMatchObject({ title: 'Search is empty' });
    expect((await debrief('incidents', 'show', 'INC-999', '--data', data)).code).toBe(66);
  });

  test('requires a key over the network', async () => {
    const ended = await debrief('incidents', '--server', origin);
    expect(ended.code).toBe(77);
  });

  test('stops gracefully, and unlocks the folder', async () => {
    expect(await stopServer(server)).toMatchObject({ code: 0 });
    expect(await debrief('incidents', '--data', data)).toMatchObject({ code: 0 });
  });
});

describeOnServer('on a PostgreSQL server', () => {
  test('two servers and a command see the same data', async () => {
    await using database = await testServerDatabase();
    const options = ['--database-url', database.url, '--data', newFolder()];
    const servers = [
      start(['serve', ...options, '--port', '0']),
      start(['serve', ...options, '--port', '0']),
    ];
    try {
      const [origin = ''] = (await Promise.all(servers.map((server) => server.firstLine))).map(
        parseOrigin,
      );
      const declared = await debrief('incidents', 'declare', 'Search is empty', ...options);
      expect(declared).toMatchObject({ code: 0, err: '' });
      const key = await debrief('incidents', '--server', origin, '--token', 'nonsense');
      expect(key).toMatchObject({ code: 77, out: '' });
      const log = join(newFolder(), '..', 'app.log');
      writeFileSync(log, '2022-12-06T14:30:00Z one\n2022-12-06T14:30:01Z two\n');
      const imported = readSummary(
        await debrief('import', log, '--incident', declared.out.trim(), '--json', ...options),
      );
      expect(imported).toMatchObject({ read: 2, imported: 2, duplicates: 0, rejected: 0 });
    } finally {
      expect((await Promise.all(servers.map(stopServer))).map((ended) => ended.code)).toEqual([
        0, 0,
      ]);
    }
  });
});
