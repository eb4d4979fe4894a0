import type {
  Evidence,
  EvidenceRedacted,
  EvidenceRevision,
  RedactionPreview,
  Verification,
} from '@debrief/contract';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const oldId = '01890a5d-ac96-774b-bcce-b302099a8058';
const item: Evidence = {
  id: anId,
  itemId: anId,
  streamId: anId,
  streamName: 'inc-search',
  sourceKind: 'slack',
  kind: 'message',
  occurredAt: at,
  untilAt: null,
  precision: 'exact',
  clockOffsetMs: 0,
  zoneOffset: 0,
  recordedAt: at,
  knownAt: null,
  author: null,
  text: 'use ███████ now',
  repliesTo: null,
  replyCount: 0,
  details: {},
  marks: [],
  revision: 2,
  isEdited: true,
  isDeleted: false,
  citedBy: [],
  citedIn: [],
  redactions: [],
};
const revision = (id: string, text: string, number: number): EvidenceRevision => {
  return {
    id,
    revision: number,
    change: 'original',
    text,
    contentHash: 'x',
    import: { id: anId, name: 'x', incident: 'INC-1', format: 'csv', at, by: null },
    place: 'line 2',
    recordedAt: at,
    payload: text,
    payloadEncoding: 'utf8',
  };
};
const answers: Answers = {
  'evidence.get': () => ({
    evidence: item,
    revisions: [revision(oldId, 'first it was old-key', 1), revision(anId, 'use hunter2 now', 2)],
    key: 'k',
  }),
  'evidence.previewRedaction': (): RedactionPreview => ({
    revisions: 1,
    isLookedFor: true,
    otherItems: 3,
    written: 1,
    reportSections: 0,
  }),
  'evidence.redact': (): EvidenceRedacted => ({ evidence: item, items: 4, activityId: '7' }),
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-words-'));
  await writeFile(join(folder, 'words.txt'), 'hunter2\n');
  await writeFile(join(folder, 'old.txt'), 'old-key');
  await writeFile(join(folder, 'none.txt'), 'nowhere');
});
afterAll(() => rm(folder, { recursive: true }));

function cli(options: { isTerminal?: boolean; answer?: string } = {}) {
  const door = createFakeApi(answers);
  const run = (...args: string[]) =>
    fakeWorld({ door, ...options }).run(
      'redact',
      'INC-2',
      anId,
      '--kind',
      'secret',
      '--reason',
      'A password',
      ...args,
    );
  return {
    run,
    redacted: () => door.calls.find((call) => call.route === 'evidence.redact')?.input,
  };
}
const words = (name = 'words.txt') => ['--words-from', join(folder, name)];

test('redacts the words in a file from an item after confirmation', async () => {
  const { run, redacted } = cli({ isTerminal: true, answer: 'y' });
  const ran = await run(...words(), '--everywhere');
  expect(ran).toMatchObject({ code: 0, out: 'Redacted in 4 items: use ███████ now\n' });
  expect(ran.err).toContain('other items: 3\n');
  expect(ran.err).toContain('events, findings and follow-ups: 1 (kept without --also-written)');
  expect(redacted()).toMatchObject({
    id: anId,
    start: 4,
    end: 11,
    kind: 'secret',
    reason: 'A password',
    everywhere: true,
    alsoWritten: false,
  });
});

test('also finds them in an earlier revision; without words it redacts the full item', async () => {
  const old = cli();
  await old.run(...words('old.txt'), '--yes');
  expect(old.redacted()).toMatchObject({ id: oldId, start: 13, end: 20 });
  const whole = cli();
  expect(parseOutput(await whole.run('--yes', '--json'))).toMatchObject({ items: 4 });
  expect(whole.redacted()).not.toHaveProperty('start');
});

test('does nothing without confirmation', async () => {
  for (const { options, args, says } of [
    { options: { isTerminal: true, answer: '' }, args: [], says: 'Nothing redacted' },
    { options: {}, args: [], says: 'Add --yes' },
    { options: {}, args: [...words('none.txt'), '--yes'], says: "isn't in this item" },
  ]) {
    const { run, redacted } = cli(options);
    const ran = await run(...args);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain(says);
    expect(redacted()).toBeUndefined();
  }
});

test('shows where each revision of an item is from, and what changed', async () => {
  const ran = await fakeWorld({ door: createFakeApi(answers) }).run(
    'evidence',
    'show',
    'INC-2',
    anId,
  );
  expect(ran.code).toBe(0);
  expect(ran.out).toMatch(/^ +from +x, line 2$/m);
  expect(ran.out).toMatch(/^ +imported +2022-12-06T14:30:05Z$/m);
  expect(ran.out).toContain('[-first-]{+use+}');
});

const verification = (found: Partial<Verification>): Answers => ({
  'evidence.verify': () => ({
    imports: 1,
    items: 2,
    redacted: [],
    removed: 0,
    found: 0,
    problems: [],
    seals: { [anId]: ['1:aa'] },
    next: null,
    ...found,
  }),
});

test('verifies evidence, also against an earlier result', async () => {
  const run = (found: Partial<Verification>, ...args: string[]) =>
    fakeWorld({ door: createFakeApi(verification(found)) }).run('evidence', 'verify', ...args);
  const intact = await run({});
  expect(intact).toMatchObject({
    code: 0,
    out: 'Nothing was altered: 2 revisions in 1 import verified.\n',
  });
  const problem = { importId: anId, importName: 'chat.jsonl', incident: 'INC-2', place: 'line 2' };
  const altered = await run(
    { problems: [{ kind: 'altered', evidenceId: oldId, ...problem }] },
    'INC-2',
  );
  expect(altered.code).toBe(1);
  expect(altered.out).toContain(`INC-2  ${oldId}  chat.jsonl, line 2: changed after the import`);
  const saved = join(folder, 'saved.json');
  await writeFile(saved, (await run({}, '--json')).out);
  const later = await run({ seals: { [anId]: ['1:aa', '2:bb'] } }, '--against', saved);
  expect(later.code).toBe(0);
  const forged = await run({ seals: { [anId]: ['1:cc'] } }, '--against', saved);
  expect(forged.code).toBe(1);
  expect(forged.out).toContain(`${anId}  the hashes of this import differ from the earlier result`);
});
