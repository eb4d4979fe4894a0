import { mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeApi, FakeProblem, type Answers } from './testing/fake-api.ts';
import { matchText, fakeWorld, parseOutput } from './testing/fake-world.ts';
import { anId, anIncident, aSummary } from './testing/samples.ts';
import { BrokenPipe } from './sink.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-run-'));
  writeFileSync(join(folder, 'a.csv'), 'at,text\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cli = (answers: Answers = {}, more = {}) => {
  const door = createFakeApi(answers);
  return { door, ...fakeWorld({ door, ...more }) };
};

describe('usage', () => {
  test('prints help on request without opening anything', async () => {
    const { run, deployedWith } = cli();
    const ran = await run('--help');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/^Usage: debrief COMMAND/);
    expect(ran.out.split('\n').length).toBeLessThan(80);
    expect(deployedWith).toEqual([]);
  });

  test('every command has an example in its help', async () => {
    const { run } = cli();
    const paths = [
      'import',
      'import git',
      'incidents',
      'incidents show',
      'incidents declare',
      'export',
      'record',
      'sources',
      'imports',
      'imports rejections',
      'imports cancel',
    ].concat([
      'timeline',
      'people',
      'serve',
      'config',
      'accounts',
      'accounts invite',
      'keys',
      'keys create',
      'keys revoke',
      'activity',
    ]);
    for (const path of paths) {
      const ran = await run(...path.split(' '), '--help');
      expect(ran.code).toBe(0);
      expect(ran.out).toContain(`Usage: debrief ${path}`);
      expect(ran.out).toMatch(new RegExp(`Examples?:\\n  \\$ debrief ${path}`));
    }
  });

  test('the version is one line', async () => {
    expect(await cli().run('--version')).toEqual({ code: 0, out: '0.1.0\n', err: '' });
  });

  test.each([
    [['import', 'x', '--incidnt', 'INC-1'], /--incidnt.*Did you mean --incident/],
    [['improt'], /Unknown command 'improt'/],
    [['import', 'x', '--incident', 'INC-1', '--new', 'title'], /cannot be used with/],
    [['import', 'x', '--format', 'pdf', '--new', 't'], /'pdf' is invalid. Use one of slack/],
    [['serve', '--port', '99999'], /integer from 0 to 65535/],
    [['sources', 'INC-1', 'widen'], /set or exclude/],
    [['incidents', '--server', 'http://x', '--data', 'd'], /cannot be used with/],
    [['incidents', '--server', 'nonsense'], /"nonsense" isn't a server address/],
    [['export'], /missing required argument/i],
  ])('%j exits with the usage code and says why', async (parameters, complaint) => {
    const ran = await cli().run(...parameters);
    expect(ran.code).toBe(64);
    expect(ran.err).toMatch(complaint);
    expect(ran.err).toMatch(/^debrief: .*\nTry: debrief .*--help\n$/);
    expect(ran.out).toBe('');
  });

  test('prints help when called without arguments', async () => {
    const ran = await cli().run();
    expect(ran).toMatchObject({ code: 64, out: '' });
    expect(ran.err).toContain('Usage: debrief COMMAND');
  });
});

describe('refusals', () => {
  test.each([
    ['not-found', 66],
    ['forbidden', 77],
    ['not-signed-in', 77],
    ['conflict', 75],
    ['unavailable', 69],
    ['storage-full', 74],
    ['unexpected', 70],
  ] as const)('%s exits with %i and all issues', async (code, exit) => {
    const { run, door } = cli({
      'incident.get': () => {
        throw new FakeProblem(code, "INC-9 doesn't exist, or you don't have access.", [
          { at: 'incident', message: 'names nothing' },
        ]);
      },
    });
    const ran = await run('incidents', 'show', 'INC-9');
    expect(ran.code).toBe(exit);
    expect(ran.err).toContain(
      "debrief: INC-9 doesn't exist, or you don't have access.\n  incident: names nothing\n",
    );
    expect(door.isClosed).toBe(true);
  });

  test('prints the full problem on stdout with --json', async () => {
    const { run } = cli({
      'incident.get': () => {
        throw new FakeProblem('not-found', "INC-9 doesn't exist, or you don't have access.");
      },
    });
    const ran = await run('incidents', 'show', 'INC-9', '--json');
    expect(parseOutput(ran)).toMatchObject({ code: 'not-found', status: 404, requestId: 'req-1' });
  });

  test('keeps code and message of a core error while opening the folder', async () => {
    const refusal = Object.assign(new Error('The data folder ./data is in use by process 42.'), {
      code: 'in-use',
      issues: [],
    });
    const { run } = cli({}, { deployment: { openDoor: () => Promise.reject(refusal) } });
    expect(await run('incidents')).toEqual({
      code: 75,
      out: '',
      err: 'debrief: The data folder ./data is in use by process 42.\n',
    });
  });

  test('treats a closed reader as no error: no message, the exit code of a broken pipe, the folder closed', async () => {
    const { run, world, door } = cli({
      'incident.list': () => ({ items: [aSummary()], next: null }),
    });
    world.stdout.write = () => Promise.reject(new BrokenPipe());
    expect(await run('incidents')).toMatchObject({ code: 141, err: '' });
    expect(door.isClosed).toBe(true);
  });
});

describe('the connection to Debrief', () => {
  const answers = { 'incident.list': () => ({ items: [aSummary()], next: null }) };

  test('finds a running server by its lock and uses its token', async () => {
    const seen: Request[] = [];
    const server = createFakeApi(answers);
    const { run } = cli(
      {},
      {
        deployment: {
          readLock: async () => ({ address: 'http://127.0.0.1:4300/', token: 'secret', pid: 42 }),
          openDoor: () => Promise.reject(new Error('must not be opened')),
        },
        fetch: (request: Request) => {
          seen.push(request);
          return server.fetch(request);
        },
      },
    );
    expect((await run('incidents')).code).toBe(0);
    expect(seen[0]?.url).toMatch(/^http:\/\/127\.0\.0\.1:4300\/api\/incidents/);
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer secret');
  });

  test('opens a given database, whatever server runs on the folder', async () => {
    const { run, deployedWith } = cli(answers, {
      deployment: {
        hasDatabaseUrl: true,
        readLock: () => Promise.reject(new Error('must not be read')),
      },
    });
    expect((await run('incidents', '--database-url', 'postgres://db/x')).code).toBe(0);
    expect(deployedWith).toEqual([{ databaseUrl: 'postgres://db/x' }]);
  });

  test('finds a remote server by options or environment', async () => {
    const server = createFakeApi(answers);
    const seen: Request[] = [];
    const fetch = (request: Request) => (seen.push(request), server.fetch(request));
    await cli({}, { fetch })
      .run('incidents', '--server', 'https://debrief.example.org/base/', '--token', 'k1')
      .catch(() => undefined);
    expect(seen[0]?.url).toMatch(/^https:\/\/debrief\.example\.org\/base\/api\/incidents/);
    expect(seen[0]?.headers.get('authorization')).toBe('Bearer k1');
    await cli({}, { fetch, env: { DEBRIEF_SERVER: 'http://other', DEBRIEF_TOKEN: 'k2' } }).run(
      'incidents',
    );
    expect(seen[1]?.headers.get('authorization')).toBe('Bearer k2');
  });

  test('reports a server that does not respond with its address', async () => {
    const { run } = cli(
      {},
      {
        fetch: () =>
          Promise.reject(
            new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
          ),
      },
    );
    const ran = await run('incidents', '--server', 'http://127.0.0.1:1');
    expect(ran.code).toBe(69);
    expect(ran.err).toContain("Can't connect to http://127.0.0.1:1 (connect ECONNREFUSED)");
  });
});

describe('lists', () => {
  const two = {
    'incident.list': (input: Record<string, unknown>) =>
      input['cursor'] === 'p2'
        ? { items: [aSummary({ ref: 'INC-1', title: 'Wide 日本\u001b[31m\nred' })], next: null }
        : { items: [aSummary()], next: 'p2' },
  };

  test('prints all pages as one aligned table without terminal control characters', async () => {
    const ran = await cli(two).run('incidents');
    expect(ran.out).toBe(
      [
        'INCIDENT  SEVERITY  STATUS  FIRST                 EVIDENCE  EVENTS  TITLE',
        'INC-2     -         triage  2022-12-06T14:30:00Z     4,267      10  Apollo 13',
        'INC-1     -         triage  2022-12-06T14:30:00Z     4,267      10  Wide 日本␛[31m ⏎ red',
        '',
      ].join('\n'),
    );
  });

  test('prints them as one JSON array, one element per line', async () => {
    const ran = await cli(two).run('incidents', '--json');
    expect(parseOutput(ran)).toMatchObject([{ ref: 'INC-2' }, { ref: 'INC-1' }]);
    expect(ran.out.split('\n')).toHaveLength(5);
  });

  test('prints a hint for an empty list on stderr, and an empty array as JSON', async () => {
    const none = { 'incident.list': () => ({ items: [], next: null }) };
    expect(await cli(none).run('incidents')).toMatchObject({
      code: 0,
      out: '',
      err: matchText('debrief incidents declare'),
    });
    expect(await cli(none).run('incidents', '--json')).toMatchObject({ out: '[]\n', err: '' });
  });
});

describe('single things', () => {
  test('declares an incident with the options after the command', async () => {
    const { run, door } = cli({ 'incident.declare': () => anIncident() });
    expect(
      await run(
        'incidents',
        'declare',
        'Search is empty',
        '--severity',
        'SEV-2',
        '--status',
        'in-review',
      ),
    ).toMatchObject({ code: 0, out: 'INC-2\n' });
    expect(door.calls).toEqual([
      {
        route: 'incident.declare',
        input: { title: 'Search is empty', severity: 'SEV-2', status: 'in-review' },
      },
    ]);
  });

  test('streams an export to stdout, or writes a file that appears only when complete', async () => {
    const answers = { 'incident.export': () => new Response('# Timeline\n') };
    expect(await cli(answers).run('export', 'INC-2')).toMatchObject({
      code: 0,
      out: '# Timeline\n',
    });
    const path = join(folder, 'out.md');
    expect(await cli(answers).run('export', 'INC-2', '-o', path)).toMatchObject({
      code: 0,
      out: '',
    });
    expect(readFileSync(path, 'utf8')).toBe('# Timeline\n');
    const broken = {
      'incident.export': () =>
        new Response(
          new ReadableStream({ pull: (controller) => controller.error(new Error('lost')) }),
        ),
    };
    expect((await cli(broken).run('export', 'INC-2', '-o', join(folder, 'never.md'))).code).toBe(
      70,
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
  });

  test('accepts a stream by its display name', async () => {
    const stream = {
      streamId: anId,
      sourceId: anId,
      sourceName: 'CI',
      sourceKind: 'git',
      streamName: '#deploys',
      clockOffsetMs: 0,
      from: null,
      until: null,
      isIncluded: true,
      rule: null,
    };
    const entry = {
      ...stream,
      inTimeRange: 3,
      inStream: 4778,
      firstAt: null,
      lastAt: null,
      kinds: ['change' as const],
    };
    const { run, door } = cli({
      'evidence.sources': () => ({ items: [entry] }),
      'evidence.includeStream': () => entry,
    });
    expect(
      await run('sources', 'INC-2', 'set', 'Deploys', '--from', '2022-11-29T00:00:00Z'),
    ).toMatchObject({
      code: 0,
      out: '#deploys: 3 of 4,778 in the time range\n',
    });
    expect(door.calls[1]?.input).toEqual({
      incident: 'INC-2',
      streamId: anId,
      from: '2022-11-29T00:00:00Z',
      until: null,
    });
    expect(await run('sources', 'INC-2', 'set', 'alerts')).toMatchObject({
      code: 66,
      err: matchText('Use one of: #deploys'),
    });
  });
});
