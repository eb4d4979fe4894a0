import {
  exportBundle,
  importBundleText,
  importFile,
  makeEvent,
  makeIncident,
  makeRecord,
  makeRichIncident,
  messages,
  sealBundle,
  testWorld,
  type World,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listActivity } from '../activity/index.ts';
import { includeStream, listSources } from '../evidence/index.ts';

let bundle = '';
let lines: string[] = [];
let world: World;

beforeAll(async () => {
  const from = await testWorld();
  bundle = await exportBundle(from.as(from.editor), (await makeRichIncident(from)).ref);
  lines = bundle.trimEnd().split('\n').slice(0, -1);
  world = await testWorld();
});

/** The number of rows in each table. */
async function countRows(of: World): Promise<Record<string, number>> {
  const tables = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(
    of.store.db,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{
      count: number;
    }>`select count(*)::int as count from ${sql.table(name)}`.execute(of.store.db);
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}

/** Expects an error with this code and message, and no rows imported. */
async function expectRefused(
  text: string | Uint8Array,
  code: string,
  words: RegExp,
  actor = world.editor,
): Promise<void> {
  const before = await countRows(world);
  await expect(importBundleText(world.as(actor), text)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(words),
  });
  expect(await countRows(world)).toEqual(before);
}

const findPlace = (type: string, more = '') =>
  lines.findIndex((line) => line.includes(`"type":"${type}"`) && line.includes(more));
const without = (at: number) => lines.toSpliced(at, 1);
const changeLine = (at: number, change: (line: Record<string, unknown>) => object) =>
  lines.toSpliced(
    at,
    1,
    JSON.stringify(change(z.record(z.string(), z.unknown()).parse(JSON.parse(lines[at] ?? '')))),
  );

const frozenFollowUp = {
  id: '01a22500-0000-7000-8000-0000000000ab',
  text: 'Check the alias',
  intent: 'prevent',
  state: 'open',
  owner: null,
  trackerUrl: null,
  doneWhen: '',
};

/** Changes the state of an item. */
const inState = (fields: object) => (line: Record<string, unknown>) => ({
  ...line,
  state: { ...z.record(z.string(), z.unknown()).parse(line['state']), ...fields },
});

describe('an invented bundle', () => {
  test('is refused with content of another type of finding', async () => {
    const at = findPlace('finding');
    const { state } = z
      .object({ state: z.object({ type: z.string() }) })
      .parse(JSON.parse(lines[at] ?? ''));
    const types = ['factor', 'hypothesis', 'question', 'decision', 'impact'];
    for (const type of types.filter((one) => one !== state.type))
      await expectRefused(sealBundle(changeLine(at, inState({ type }))), 'bad-file', /line \d+/);
  });

  test('is refused with history of accounts and keys, or endless nesting', async () => {
    const at = findPlace('activity');
    for (const kind of ['account.changed', 'api-key.created'])
      await expectRefused(
        sealBundle(changeLine(at, (line) => ({ ...line, kind }))),
        'bad-file',
        /line \d+: kind/,
      );
    const deep = JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`) as unknown;
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, after: deep }))),
      'bad-file',
      /nested too deep/,
    );
  });

  test('is refused with a published version that no page can show', async () => {
    const live = { kind: 'follow-ups', followUps: [{ ...frozenFollowUp, dueOn: '<script>' }] };
    const at = findPlace('published-version');
    const change = (line: Record<string, unknown>) => {
      const content = z.looseObject({ live: z.array(z.unknown()) }).parse(line['content']);
      const added = { id: frozenFollowUp.id, data: live };
      return { ...line, content: { ...content, live: [...content.live, added] } };
    };
    await expectRefused(sealBundle(changeLine(at, change)), 'bad-file', /line \d+: content.*dueOn/);
  });

  test('with an enormous title or number changes nothing for others', async () => {
    await expectRefused(
      sealBundle(
        changeLine(findPlace('incident'), (line) => ({ ...line, title: 'a'.repeat(2_000_000) })),
      ),
      'bad-file',
      /line 2: title/,
    );
  });

  test('names no local account in its history, and does not use up the numbers', async () => {
    const other = await testWorld();
    const header = changeLine(0, (line) => ({ ...line, ref: 'INC-999999' }));
    const incident = await importBundleText(other.as(other.editor), sealBundle(header));
    expect(incident.ref).toBe('INC-1');
    const { items } = await listActivity(other.as(other.admin), { incidentId: incident.id });
    const history = items.filter((one) => one.kind !== 'incident.imported');
    expect(history.length).toBeGreaterThan(0);
    for (const { by } of history)
      expect(by).toMatchObject({ id: null, name: expect.stringContaining('(imported)') });
    const { ref } = await makeIncident(other.as(other.editor));
    expect(ref).toBe('INC-2');
    // The worlds of a file share one database: this one has replaced the world of the tests below.
    world = await testWorld();
  });
});

describe('a damaged bundle leaves nothing', () => {
  test('is equal when sealed again: the tests below can trust their seal', () => {
    expect(sealBundle(lines)).toBe(bundle);
  });

  test('cut off anywhere', async () => {
    const whole = Buffer.from(bundle);
    for (let part = 1; part < 20; part += 1)
      await expectRefused(
        whole.subarray(0, Math.floor((whole.length * part) / 20)),
        'bad-file',
        /ends in the middle|is incomplete/,
      );
    await expectRefused(whole.subarray(0, -1), 'bad-file', /ends in the middle of line/);
    await expectRefused(`${lines.join('\n')}\n`, 'bad-file', /is incomplete/);
  });

  test('with a missing, repeated or moved line, or one after the end', async () => {
    for (const type of [
      'source',
      'person',
      'identity',
      'evidence',
      'event',
      'finding',
      'activity',
    ]) {
      const body = without(findPlace(type));
      await expectRefused(
        `${body.join('\n')}\n${bundle.trimEnd().split('\n').at(-1)}\n`,
        'bad-file',
        /line \d+: /,
      );
    }
    const at = findPlace('activity');
    await expectRefused(sealBundle(without(at)), 'bad-file', /activity 2 follows activity 0/);
    const evidence = findPlace('evidence');
    await expectRefused(
      sealBundle(lines.toSpliced(evidence, 0, lines[evidence] ?? '')),
      'bad-file',
      /is repeated or out of order/,
    );
    await expectRefused(
      sealBundle([...without(evidence), lines[evidence] ?? '']),
      'bad-file',
      /is out of order/,
    );
    await expectRefused(
      sealBundle(without(findPlace('incident'))),
      'bad-file',
      /the second line must be the incident/,
    );
    await expectRefused(`${bundle}${lines[0]}\n`, 'bad-file', /after the end/);
    await expectRefused(`${bundle}\n`, 'bad-file', /after the end/);
  });

  test('with a changed letter', async () => {
    await expectRefused(
      bundle.replace('not the broker', 'now the broker'),
      'bad-file',
      /was changed after it was exported/,
    );
    await expectRefused(bundle.replace(/"sha256":"./, '"sha256":"g'), 'bad-file', /sha256/);
  });

  test('of another version, or not a bundle', async () => {
    await expectRefused(
      bundle.replace('"version":2', '"version":3'),
      'bad-file',
      /has another version/,
    );
    await expectRefused(
      '{"at":"2022-12-06T20:00:00Z","text":"x"}\n',
      'bad-file',
      /isn't a Debrief bundle/,
    );
    await expectRefused('{"debrief":"bundle"}\n', 'bad-file', /line 1: /);
    await expectRefused('', 'bad-file', /isn't a Debrief bundle/);
  });

  test('with values that no schema or database accepts', async () => {
    const at = findPlace('evidence');
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, extra: 1 }))),
      'bad-file',
      /extra/,
    );
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, text: 'a\0b' }))),
      'bad-file',
      /NUL/,
    );
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, text: '\ud83d' }))),
      'bad-file',
      /incomplete character/,
    );
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, occurredAt: '0000-01-01T00:00:00.000Z' }))),
      'bad-file',
      /occurredAt/,
    );
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, revision: 2 ** 40 }))),
      'bad-file',
      /revision/,
    );
    await expectRefused(
      sealBundle(changeLine(at, (line) => ({ ...line, untilAt: '1970-01-01T00:00:00.000Z' }))),
      'bad-file',
      /contradict each other/,
    );
    await expectRefused(
      sealBundle(changeLine(findPlace('import'), (line) => ({ ...line, imported: 1_000 }))),
      'bad-file',
      /contradict each other/,
    );
    await expectRefused(
      sealBundle(changeLine(findPlace('incident'), (line) => ({ ...line, zone: 'Mars/Olympus' }))),
      'bad-file',
      /zone/,
    );
    const followUp = findPlace('follow-up', '"state":"verified"');
    await expectRefused(
      sealBundle(changeLine(followUp, inState({ verification: '' }))),
      'bad-file',
      /has a verification/,
    );
    await expectRefused(
      sealBundle(changeLine(followUp, inState({ trackerUrl: 'javascript:alert(1)' }))),
      'bad-file',
      /trackerUrl/,
    );
    await expectRefused(
      Buffer.concat([
        Buffer.from(`${lines.slice(0, at).join('\n')}\n{"type":"caf`),
        Buffer.from([0xe9]),
        Buffer.from('"}\n'),
      ]),
      'bad-file',
      /not valid JSON in UTF-8/,
    );
    await expectRefused(sealBundle(lines.toSpliced(at, 1, '')), 'bad-file', /not valid JSON/);
  });

  test('with references to what it does not contain', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    const named: [type: string, field: string, words: RegExp][] = [
      ['stream', 'sourceId', /refers to source/],
      ['included-stream', 'streamId', /out of order|refers to stream/],
      ['person', 'mergedInto', /merged into someone who isn't in the bundle/],
      ['identity', 'personId', /refers to person/],
      ['evidence', 'importId', /refers to import/],
      ['evidence', 'identityId', /refers to identity/],
      ['milestone', 'eventId', /refers to event/],
    ];
    for (const [type, field, words] of named)
      await expectRefused(
        sealBundle(changeLine(findPlace(type), (line) => ({ ...line, [field]: nobody }))),
        'bad-file',
        words,
      );
    const perspective = { type: 'person', personId: nobody };
    await expectRefused(
      sealBundle(changeLine(findPlace('event'), inState({ perspective }))),
      'bad-file',
      /refers to person/,
    );
    await expectRefused(
      sealBundle(changeLine(findPlace('follow-up'), inState({ originId: nobody }))),
      'bad-file',
      /refers to finding/,
    );
    await expectRefused(
      sealBundle(
        changeLine(findPlace('evidence', '"revision":2'), (line) => ({ ...line, revises: nobody })),
      ),
      'bad-file',
      /doesn't follow/,
    );
    await expectRefused(
      sealBundle(
        changeLine(findPlace('activity', '"undoes":'), (line) => ({ ...line, undoes: 1 })),
      ),
      'bad-file',
      /isn't an earlier change/,
    );
  });
});

describe('a forged bundle', () => {
  test('does not make the evidence of another incident readable', async () => {
    const { items } = await makeRecord(world.as(world.admin), ['a secret'], {
      visibility: 'private',
    });
    const secret = items[0]?.id ?? '';
    const event = findPlace('event', '"evidenceId"');
    const quoting = (lines[event] ?? '').replace(/("evidenceId":")[0-9a-f-]{36}/, `$1${secret}`);
    expect(quoting).not.toBe(lines[event]);
    await expectRefused(
      sealBundle(lines.toSpliced(event, 1, quoting)),
      'bad-file',
      /cites evidence that it doesn't contain/,
    );
    const history = lines.findIndex(
      (line) => line.includes('"kind":"event.added"') && line.includes('"evidenceId"'),
    );
    const stolen = (lines[history] ?? '').replace(/("evidenceId":")[0-9a-f-]{36}/, `$1${secret}`);
    await expectRefused(
      sealBundle(lines.toSpliced(history, 1, stolen)),
      'bad-file',
      /cites evidence that it doesn't contain/,
    );
    const other = await makeEvent(
      world.as(world.admin),
      await makeIncident(world.as(world.admin)),
      [],
      { title: 'x', at: '2022-12-06T15:00:00Z' },
    );
    const moved = (lines[history] ?? '').replace(
      /("after":\[\{"at":"[^"]+","id":")[0-9a-f-]{36}/,
      `$1${other.id}`,
    );
    expect(moved).not.toBe(lines[history]);
    await expectRefused(
      sealBundle(lines.toSpliced(history, 1, moved)),
      'bad-file',
      /refers to event/,
    );
    const finding = findPlace('finding', '"evidenceId"');
    const cites = (lines[finding] ?? '').replace(/("evidenceId":")[0-9a-f-]{36}/, `$1${secret}`);
    expect(cites).not.toBe(lines[finding]);
    await expectRefused(
      sealBundle(lines.toSpliced(finding, 1, cites)),
      'bad-file',
      /cites evidence that it doesn't contain/,
    );
    const thought = lines.findIndex((line) => line.includes('"kind":"hypothesis.added"'));
    const cited = (lines[thought] ?? '').replace(/("evidenceId":")[0-9a-f-]{36}/, `$1${secret}`);
    expect(cited).not.toBe(lines[thought]);
    await expectRefused(
      sealBundle(lines.toSpliced(thought, 1, cited)),
      'bad-file',
      /cites evidence that it doesn't contain/,
    );
    for (const place of [
      findPlace('follow-up', '"evidenceId"'),
      findPlace('activity', '"kind":"follow-up.verified"'),
    ]) {
      const proven = (lines[place] ?? '').replace(/("evidenceId":")[0-9a-f-]{36}/, `$1${secret}`);
      expect(proven).not.toBe(lines[place]);
      await expectRefused(
        sealBundle(lines.toSpliced(place, 1, proven)),
        'bad-file',
        /cites evidence that it doesn't contain/,
      );
    }
    const loose = changeLine(history, (line) => ({ ...line, after: 'nothing' }));
    await expectRefused(sealBundle(loose), 'bad-file', /before and after/);
  });
});

describe('permissions', () => {
  test('a reader can export but not import', async () => {
    const { incident } = await makeRecord(world.as(world.editor), ['hello']);
    await expect(exportBundle(world.as(world.viewer), incident.ref)).resolves.toContain('hello');
    await expectRefused(bundle, 'forbidden', /editor/, world.viewer);
    await expectRefused(bundle, 'not-signed-in', /Sign in/, world.anonymous);
    await expectRefused(bundle, 'forbidden', /scope "import"/, await world.key(['read', 'write']));
    await expect(exportBundle(world.as(world.anonymous), incident.ref)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('an outsider cannot export a private incident in any format', async () => {
    const { incident } = await makeRecord(world.as(world.editor), ['hidden'], {
      visibility: 'private',
    });
    for (const format of ['markdown', 'json', 'bundle'] as const)
      await expect(
        exportBundle(world.as(world.outsider), incident.ref, format),
      ).rejects.toMatchObject({
        code: 'not-found',
      });
  });
});

describe('what already exists', () => {
  test('is named only to people who can see it', async () => {
    const own = await makeRecord(world.as(world.editor), ['hidden'], { visibility: 'private' });
    const text = await exportBundle(world.as(world.editor), own.incident.ref);
    await expectRefused(text, 'conflict', new RegExp(`as ${own.incident.ref}\\.`));
    const before = await countRows(world);
    const refused = await importBundleText(world.as(world.outsider), text).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({ code: 'conflict', current: undefined });
    expect(String(refused)).not.toMatch(/as INC-/);
    expect(await countRows(world)).toEqual(before);
  });

  test('is refused completely, even if only a part exists', async () => {
    const from = await testWorld();
    const ctx = from.as(from.editor);
    const [one, two] = [await makeIncident(ctx), await makeIncident(ctx)];
    await importFile(ctx, one, { text: messages(['in both']) });
    const stream = (await listSources(ctx, { incident: one.ref })).items[0]?.streamId ?? '';
    await includeStream(ctx, { incident: two.ref, streamId: stream });
    const [first, second] = [await exportBundle(ctx, one.ref), await exportBundle(ctx, two.ref)];
    world = await testWorld();
    await importBundleText(world.as(world.editor), first);
    await expectRefused(second, 'conflict', /already belongs to another incident/);
  });
});

test('an incident cannot be exported while evidence is being imported', async () => {
  const { incident } = await makeRecord(world.as(world.editor), ['hello']);
  const now = world.clock.now();
  await sql`update import set state = 'running', ended_at = null, alive_at = ${now.toISOString()}::timestamptz where incident_id = ${incident.id}`.execute(
    world.store.db,
  );
  await expect(exportBundle(world.as(world.viewer), incident.ref)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('still running'),
  });
  world.clock.advance(61_000);
  await expect(exportBundle(world.as(world.viewer), incident.ref)).resolves.toContain(
    '"state":"interrupted"',
  );
});
