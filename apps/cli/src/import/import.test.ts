import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFakeApi, FakeProblem, type Answers } from '../testing/fake-api.ts';
import { matchText, fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId, anImport, anIncident, aPreview } from '../testing/samples.ts';

let folder: string;
const at = (name: string) => join(folder, 'logs', name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-import-'));
  mkdirSync(at('.'));
  writeFileSync(at('loop.json'), '[{"start":1,"message":"Okay FLIGHT"}]');
  writeFileSync(at('second.json'), '[]');
  writeFileSync(at('whole.bundle'), '{"debrief":"bundle","version":1}\n');
  mkdirSync(at('mixed'));
  writeFileSync(at('mixed/a.log'), '2022-12-06T14:30:00Z x\n');
  writeFileSync(at('mixed/picture.png'), 'png');
  mkdirSync(at('slack/general'), { recursive: true });
  writeFileSync(at('slack/channels.json'), '[]');
  writeFileSync(at('slack/general/2018-01-20.json'), '[]');
  for (const name of ['acme', 'beta']) {
    mkdirSync(at(`workspaces/${name}/general`), { recursive: true });
    writeFileSync(at(`workspaces/${name}/channels.json`), '[]');
    writeFileSync(at(`workspaces/${name}/general/2018-01-20.json`), '[]');
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const usual: Answers = {
  'incident.get': () => anIncident(),
  'incident.declare': () => anIncident(),
  'evidence.preview': () => aPreview(),
  'evidence.import': () => anImport({ state: 'running', read: 0, imported: 0 }),
  'evidence.getImport': () => anImport(),
};

const cli = (answers: Answers = {}, more = {}) => {
  const door = createFakeApi({ ...usual, ...answers });
  return { door, ...fakeWorld({ door, ...more }) };
};

test('the encoding of a file is passed on, and an unknown one is refused', async () => {
  const { run, door } = cli();
  const ran = await run('import', at('loop.json'), '--encoding', 'koi8-r', '--new', 'x', '--yes');
  expect(ran.code).toBe(0);
  expect(door.calls.find((call) => call.route === 'evidence.import')?.input).toMatchObject({
    encoding: 'koi8-r',
  });
  const unknown = await run('import', at('loop.json'), '--encoding', 'utf-9', '--new', 'x');
  expect(unknown.err).toContain('--encoding');
  expect(unknown.err).toContain('shift_jis');
});

describe('the import summary', () => {
  test('is a JSON object that starts as documented', async () => {
    const { run, door } = cli();
    const ran = await run(
      'import',
      at('loop.json'),
      '--map',
      'at=start',
      '--map',
      'text=message',
      '--time-unit',
      's',
      '--time-origin',
      '1970-04-11T19:13:00Z',
      '--new',
      'Apollo 13',
      '--json',
    );
    expect(ran.code).toBe(0);
    expect(ran.err).toBe('');
    expect(ran.out).toMatch(
      /^\{"incident":"INC-2","read":4267,"imported":4267,"duplicates":0,"rejected":0,.*\}\n$/,
    );
    expect(parseOutput(ran)).toMatchObject({
      state: 'done',
      imports: [{ name: 'loop.json' }],
      skipped: [],
    });
    expect(door.calls.map((call) => call.route)).toEqual([
      'evidence.preview',
      'incident.declare',
      'evidence.import',
      'evidence.getImport',
    ]);
    expect(door.calls[2]?.input).toEqual({
      incident: 'INC-2',
      name: 'logs/loop.json',
      map: 'at=start,text=message',
      timeUnit: 's',
      timeOrigin: '1970-04-11T19:13:00Z',
    });
  });

  test('is short and aligned for people, after the column mapping', async () => {
    const ran = await cli().run('import', at('loop.json'), '--incident', 'INC-2');
    expect(ran.err).toBe('Reading logs/loop.json as JSON: at=start, text=message\n');
    expect(ran.out).toBe(
      'INC-2  loop.json\n  read        4,267\n  imported    4,267\n  duplicates      0\n  rejected        0\n',
    );
  });

  test('sums several files', async () => {
    const ran = await cli().run(
      'import',
      at('loop.json'),
      at('second.json'),
      '--incident',
      'INC-2',
      '--json',
    );
    expect(parseOutput(ran)).toMatchObject({
      read: 8534,
      imported: 8534,
      imports: [{ read: 4267 }, { read: 4267 }],
    });
  });

  test('shows the first rejections and where to find all of them, and still succeeds', async () => {
    const { run } = cli({
      'evidence.getImport': () => anImport({ imported: 4257, rejected: 10 }),
      'evidence.rejections': () => ({
        items: [{ place: 'record 7', reason: 'no time', excerpt: '{}' }],
        next: 'more',
      }),
    });
    const ran = await run('import', at('loop.json'), '--incident', 'INC-2');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain(
      `10 rejected in loop.json, starting with:\n  record 7: no time\n  all of them: debrief imports rejections ${anId}\n`,
    );
  });

  test.each([
    ['failed', 65],
    ['cancelled', 75],
    ['interrupted', 75],
  ] as const)('exits for an import that %s with %i and says what is kept', async (state, code) => {
    const ran = await cli({
      'evidence.getImport': () =>
        anImport({ state, read: 20, imported: 10, problem: 'The disk is full.' }),
    }).run('import', at('loop.json'), '--incident', 'INC-2');
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(
      `The import of loop.json ${state === 'failed' ? state : `was ${state === 'cancelled' ? 'canceled' : state}`}: 10 of 20 imported.\n  The disk is full.\n`,
    );
  });
});

describe('what is sent', () => {
  test('is the file, byte for byte', async () => {
    let sent = '';
    const { run } = cli({
      'evidence.import': (_, file) => {
        sent = new TextDecoder().decode(file ?? new Uint8Array());
        return anImport();
      },
    });
    await run('import', at('loop.json'), '--incident', 'INC-2');
    expect(sent).toBe('[{"start":1,"message":"Okay FLIGHT"}]');
  });

  test('reports an unreadable file as such, not as a server error', async () => {
    writeFileSync(at('gone.json'), '[]');
    const { run } = cli({
      'evidence.preview': () => {
        rmSync(at('gone.json'));
        return aPreview();
      },
    });
    expect(await run('import', at('gone.json'), '--incident', 'INC-2')).toMatchObject({
      code: 66,
      err: matchText('No such file or folder'),
    });
  });

  test('sends each file of a folder; unknown formats are skipped with a message', async () => {
    const { run, door } = cli({
      'evidence.preview': (input) =>
        String(input['name']).endsWith('.log')
          ? aPreview({ format: 'text-log', columns: [] })
          : aPreview({ format: null }),
    });
    const ran = await run('import', at('mixed'), '--incident', 'INC-2', '--json');
    expect(ran.code).toBe(0);
    expect(parseOutput(ran)).toHaveProperty('skipped', [
      { name: 'mixed/picture.png', reason: matchText("isn't in a known format") },
    ]);
    expect(
      door.calls
        .filter((call) => call.route === 'evidence.import')
        .map((call) => call.input['name']),
    ).toEqual(['mixed/a.log']);
  });

  test('keeps files of one name in two folders as two sources, with any form of path', async () => {
    for (const host of ['web-1', 'web-2']) {
      mkdirSync(at(host));
      writeFileSync(at(`${host}/app.log`), '2022-12-06T14:30:00Z x\n');
    }
    const logs: Answers = { 'evidence.preview': () => aPreview({ format: 'text-log' }) };
    const listNames = async (...paths: string[]) => {
      const { run, door } = cli(logs);
      await run('import', ...paths, '--incident', 'INC-2');
      return door.calls
        .filter((call) => call.route === 'evidence.import')
        .map((call) => call.input['name']);
    };
    const hosts = ['web-1/app.log', 'web-2/app.log'];
    expect(await listNames(...hosts.map(at))).toEqual(hosts);
    expect(await listNames(at('web-1'), at('web-2'))).toEqual(hosts);
    expect(await listNames(...hosts.map((path) => relative('.', at(path))))).toEqual(hosts);
  });

  test('says what to check after an import that is done', async () => {
    const problem = '4 of 5 different items are also in “a.csv”.';
    const ran = await cli({ 'evidence.getImport': () => anImport({ problem }) }).run(
      'import',
      at('loop.json'),
      '--incident',
      'INC-2',
    );
    expect({ code: ran.code, out: ran.out }).toMatchObject({ code: 0, out: matchText(problem) });
  });

  test('sends an unpacked Slack export as one zip, always with the same bytes', async () => {
    const sent: Uint8Array[] = [];
    const { run, door } = cli({
      'evidence.import': (_, file) => {
        sent.push(file ?? new Uint8Array());
        return anImport();
      },
    });
    await run('import', at('slack'), '--incident', 'INC-2');
    await run('import', at('slack'), '--incident', 'INC-2');
    expect(door.calls.find((call) => call.route === 'evidence.import')?.input).toMatchObject({
      name: 'slack.zip',
      format: 'slack',
    });
    const text = new TextDecoder('latin1').decode(sent[0]);
    expect(text.startsWith('PK\u0003\u0004')).toBe(true);
    expect(text).toContain('general/2018-01-20.json');
    expect(sent[1]).toEqual(sent[0]);
  });

  test('sends a folder of Slack exports as one zip', async () => {
    const { run, door } = cli({ 'evidence.import': () => anImport() });
    await run('import', at('workspaces'), '--incident', 'INC-2');
    const imports = door.calls.filter((call) => call.route === 'evidence.import');
    expect(imports.map((call) => call.input['name'])).toEqual(['workspaces.zip']);
  });

  test('sends a bundle as a full incident, which needs no other incident', async () => {
    const bundle: Answers = {
      'evidence.preview': () => aPreview({ format: 'bundle', columns: [] }),
      'incident.importBundle': () => anIncident({ ref: 'INC-7' }),
    };
    expect(await cli(bundle).run('import', at('whole.bundle'))).toMatchObject({
      code: 0,
      out: 'INC-7  Apollo 13\n',
    });
    expect(await cli(bundle).run('import', at('loop.json'), '--incident', 'INC-2')).toMatchObject({
      code: 64,
      err: matchText('creates its own incident'),
    });
  });
});

describe('before anything is done', () => {
  const expectUntouched = (door: { calls: { route: string }[] }) =>
    expect(door.calls.map((call) => call.route)).not.toContain('incident.declare');

  test('a missing file, an unknown format and an open question declare no incident', async () => {
    const missing = cli();
    expect(await missing.run('import', at('nowhere.json'), '--new', 'x')).toMatchObject({
      code: 66,
      err: matchText('nowhere.json'),
    });
    const unknown = cli({ 'evidence.preview': () => aPreview({ format: null }) });
    expect(await unknown.run('import', at('loop.json'), '--new', 'x')).toMatchObject({
      code: 65,
      err: matchText('--format'),
    });
    const asking = cli({
      'evidence.preview': () =>
        aPreview({ questions: ['The times have no date. Enter the date that they count from.'] }),
    });
    expect(await asking.run('import', at('loop.json'), '--new', 'x')).toMatchObject({
      code: 65,
      err: matchText('loop.json: The times have no date'),
    });
    [missing.door, unknown.door, asking.door].forEach(expectUntouched);
  });

  test('reports all invalid options, and opens nothing', async () => {
    const { run, deployedWith } = cli();
    const ran = await run(
      'import',
      at('loop.json'),
      '--new',
      'x',
      '--map',
      'nonsense',
      '--time-origin',
      'yesterday',
    );
    expect(ran.code).toBe(65);
    expect(ran.err).toMatch(/--map: .*\n {2}--time-origin: /);
    expect(deployedWith).toEqual([]);
  });

  test('reports a missing incident as a usage error before opening the data folder', async () => {
    const { run, deployedWith } = cli();
    expect(await run('import', at('loop.json'))).toMatchObject({
      code: 64,
      err: matchText('--incident INC-12, or --new'),
    });
    expect(await run('import', 'git', at('slack'))).toMatchObject({ code: 64 });
    expect(deployedWith).toEqual([]);
  });

  test('shows guessed columns on a terminal and asks about them', async () => {
    const no = cli({}, { isTerminal: true, answer: 'n' });
    const ran = await no.run('import', at('loop.json'), '--new', 'x');
    expect(ran.code).toBe(65);
    expect(ran.err).toContain('CAPCOM');
    expectUntouched(no.door);
    expect(
      (
        await cli({}, { isTerminal: true, answer: 'n' }).run(
          'import',
          at('loop.json'),
          '--new',
          'x',
          '--yes',
        )
      ).code,
    ).toBe(0);
  });

  test('reports an unknown incident before reading the file', async () => {
    const { run, door } = cli({
      'incident.get': () => {
        throw new FakeProblem('not-found', "INC-9 doesn't exist, or you don't have access.");
      },
    });
    expect((await run('import', at('loop.json'), '--incident', 'INC-9')).code).toBe(66);
    expect(door.calls).toHaveLength(1);
  });
});

describe('Ctrl-C', () => {
  test('cancels the import on the server and says what was kept', async () => {
    let isCancelled = false;
    const createCancelled = () =>
      anImport({ state: 'cancelled', read: 2000, imported: 1900, duplicates: 100 });
    const { run, door, interrupt } = cli({
      'evidence.getImport': () => {
        if (isCancelled) return createCancelled();
        interrupt();
        return anImport({ state: 'running', read: 1000, imported: 1000 });
      },
      'evidence.cancelImport': () => {
        isCancelled = true;
        return anImport({ state: 'running', read: 1500, imported: 1500 });
      },
    });
    const ran = await run('import', at('loop.json'), at('second.json'), '--incident', 'INC-2');
    expect(ran.code).toBe(130);
    expect(ran.err).toContain(
      'The import of loop.json was canceled: 1,900 of 2,000 imported.\n  What was stored is kept. Import the same file again to complete it.\n',
    );
    expect(door.calls.filter((call) => call.route === 'evidence.cancelImport')).toHaveLength(1);
    expect(door.calls.filter((call) => call.route === 'evidence.import')).toHaveLength(1);
  });

  test('accepts that a cancellation is too late', async () => {
    let hasEnded = false;
    const { run, interrupt } = cli({
      'evidence.getImport': () => {
        if (hasEnded) return anImport();
        interrupt();
        return anImport({ state: 'running' });
      },
      'evidence.cancelImport': () => {
        hasEnded = true;
        throw new FakeProblem('conflict', 'This import has already ended.');
      },
    });
    expect(await run('import', at('loop.json'), '--incident', 'INC-2')).toMatchObject({
      code: 0,
      out: matchText('imported    4,267'),
    });
  });

  test('stops an upload in progress, and imports nothing', async () => {
    const { run, interrupt, exits } = cli({
      'evidence.import': () => {
        interrupt();
        interrupt();
        throw new Error('the connection broke');
      },
    });
    const ran = await run('import', at('loop.json'), '--incident', 'INC-2', '--json');
    expect(ran.code).toBe(130);
    expect(parseOutput(ran)).toMatchObject({ state: 'cancelled', read: 0, imports: [] });
    expect(exits).toEqual([130]);
  });
});

test('shows progress only on a terminal, and clears it at the end', async () => {
  let polls = 0;
  const slow: Answers = {
    'evidence.getImport': () =>
      anImport(
        (polls += 1) % 8
          ? { state: 'running', read: polls * 100, imported: polls * 100, bytesRead: 500 }
          : {},
      ),
  };
  const shown = await cli(slow, { isTerminal: true }).run(
    'import',
    at('loop.json'),
    '--incident',
    'INC-2',
    '--yes',
  );
  expect(shown.err).toMatch(/read 300 {2}imported 300 {2}duplicates 0 {2}rejected 0 {2}[\d,]+\/s/);
  expect(shown.err.endsWith('\r\u001b[K')).toBe(true);
  expect(
    (await cli(slow).run('import', at('loop.json'), '--incident', 'INC-2', '--yes')).err,
  ).not.toContain('\u001b');
});
