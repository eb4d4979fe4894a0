import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedClaim, ClaimKind, type ReportCheck, Verdict } from '@debrief/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SarifLog } from '../check/sarif-log.ts';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const claim = (more: Partial<CheckedClaim>): CheckedClaim => ({
  kind: 'time',
  text: '14:05',
  start: 10,
  end: 15,
  line: 3,
  column: 4,
  endLine: 3,
  endColumn: 9,
  sentence: 'At 14:05 the alert fired.',
  place: null,
  verdict: 'later',
  message: '4 min later than the record shows',
  reading: '2 Mar 2026, 14:05 UTC',
  nearest: {
    target: 'evidence',
    id: anId,
    at: '2026-03-02T14:01:00.000Z',
    precision: 'exact',
    author: 'ada',
    stream: 'alerts',
    text: 'disk | full\u001b[2J',
    quoteStart: null,
    quoteEnd: null,
  },
  ...more,
});
const claims = [
  claim({}),
  claim({ kind: 'person', text: 'Ada', verdict: 'unclear', message: 'Unclear', nearest: null }),
  claim({ kind: 'number', text: '412', verdict: 'found', message: 'In the record' }),
];
const check = (given: CheckedClaim[]): ReportCheck => ({
  name: 'report.md',
  incident: 'INC-2',
  counts: { differs: 0, later: 1, 'not-found': 0, unclear: 1, found: 1 },
  claims: given,
  items: 784,
  notes: ['Times without a zone are read as UTC, the zone of the incident.'],
});

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-'));
  file = join(folder, 'report.md');
  await writeFile(file, '# Report\n\nAt 14:05 the alert fired.\n');
});
afterAll(() => rm(folder, { recursive: true }));

const run = (given: CheckedClaim[], ...parameters: string[]) => {
  const door = createFakeApi({
    'report.checkFile': () => check(given),
    'report.check': () => check(given),
  });
  return fakeWorld({ door }).run('check', ...parameters, '--incident', 'INC-2');
};

test('debrief check lists what is not found, and ends with 1 if a claim differs', async () => {
  const { out, err, code } = await run(claims, file);
  expect(code).toBe(1);
  expect(out).toContain('4 min later than the record shows');
  expect(out).not.toContain('412');
  expect(out).not.toContain('\u001b');
  expect(err).toContain('3 claims: 0 differs, 1 later, 0 not in the record, 1 unclear, 1 found.');
  expect((await run(claims, file, '--all')).out).toContain('412');
  expect((await run(claims, file, '--fail-on', 'differs,not-found')).code).toBe(0);
  expect((await run(claims, file, '--fail-on', 'none')).code).toBe(0);
  expect((await run(claims.slice(1), file)).code).toBe(0);
  expect((await run(claims.slice(1), file, '--fail-on', 'unclear')).code).toBe(1);
  expect((await run(claims, file, '--fail-on', 'wrong')).code).toBe(64);
  expect((await run(claims, '--published', '1')).code).toBe(1);
});

test('debrief check prints JSON and Markdown that stays text', async () => {
  expect(parseOutput(await run(claims, file, '--format', 'json'))).toEqual(check(claims));
  const { out } = await run(claims, file, '--format', 'markdown');
  expect(out).toContain('3 claims: 0 differs, 1 later than the record');
  expect(out).toContain(
    String.raw`| 3 | time | 14:05 | 4 min later than the record shows · 2 Mar 2026, 14:05 UTC |`,
  );
  expect(out).toContain(String.raw`disk \| full`);
  expect(out).not.toContain('412');
});

test('debrief check prints SARIF 2.1.0 with places, rules and fingerprints', async () => {
  const all = ClaimKind.options.flatMap((kind) =>
    Verdict.options.map((verdict) => claim({ kind, verdict, text: `${kind} “${verdict}”` })),
  );
  const { out } = await run(all, file, '--format', 'sarif');
  const log: SarifLog = JSON.parse(out);
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/^https:/);
  const [run1] = log.runs;
  expect(run1?.tool.driver.name).toBe('Debrief');
  const rules = run1?.tool.driver.rules ?? [];
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  const results = run1?.results ?? [];
  expect(results).toHaveLength(ClaimKind.options.length * 4);
  for (const result of results) {
    expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
    expect(['error', 'warning', 'note', 'none']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    expect(result.locations).toHaveLength(1);
    const { artifactLocation, region } = result.locations[0]?.physicalLocation ?? {};
    expect(() => new URL(artifactLocation?.uri ?? '', 'file:///')).not.toThrow();
    expect(artifactLocation?.uri).not.toMatch(/[\s\\]/);
    for (const value of [
      region?.startLine,
      region?.startColumn,
      region?.endLine,
      region?.endColumn,
    ])
      expect(value).toBeGreaterThanOrEqual(1);
    expect(region?.endLine).toBeGreaterThanOrEqual(region?.startLine ?? 0);
    expect(region?.endColumn).toBeGreaterThan(region?.startColumn ?? 0);
  }
  expect(new Set(results.map((one) => one.partialFingerprints['claim/v1'])).size).toBe(
    results.length,
  );
  expect(results.filter(({ level }) => level === 'error')).toHaveLength(8 * 3);
});
