import type { ReportImport, ReportPreview } from '@debrief/contract';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi, FakeProblem } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const row = {
  start: 0,
  end: 5,
  text: 'It began',
  until: null,
  precision: 'minute',
  zone: null,
  dateFrom: 'own',
} as const;
const preview = (name: string, lost: string[] = []): ReportPreview => ({
  name,
  format: 'markdown',
  title: 'Search was empty',
  sections: [{ kind: 'summary', title: 'Summary', words: 40 }],
  rows: [
    { ...row, at: '2026-03-02T08:00:00.000Z' },
    { ...row, at: null },
  ],
  actions: [],
  causes: [{ start: 0, end: 5, text: 'An alias', kind: 'trigger' }],
  words: { in: 40, out: 40 - lost.length, lost },
});
const createImport = (isDuplicate: boolean): ReportImport => ({
  importId: anId,
  evidenceId: anId,
  isDuplicate,
  sections: isDuplicate ? 0 : 1,
  suggestions: 3,
  preview: preview('a.md'),
});
const sent: { name: unknown; text: string }[] = [];
const doorThat = (lost: string[] = [], isDuplicate = false) =>
  createFakeApi({
    'report.preview': (input, file) => {
      sent.push({ name: input['name'], text: new TextDecoder().decode(file ?? undefined) });
      return preview(String(input['name']), lost);
    },
    'report.import': (input, file) => {
      sent.push({ name: input['name'], text: new TextDecoder().decode(file ?? undefined) });
      return createImport(isDuplicate);
    },
  });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-import-report-'));
  await writeFile(join(folder, 'a.md'), '# Search was empty\n');
  await writeFile(join(folder, 'b.html'), '<h1>Orders vanished</h1>');
  await writeFile(join(folder, 'graph.png'), 'not a report');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('debrief report preview reads the reports in a folder, skips other files, and prints what each would become', async () => {
  sent.length = 0;
  const door = doorThat();
  const ran = await fakeWorld({ door }).run('report', 'preview', folder, '--zone', 'Europe/Berlin');
  expect(ran.code).toBe(0);
  expect(sent.map((one) => one.text).toSorted()).toEqual([
    '# Search was empty\n',
    '<h1>Orders vanished</h1>',
  ]);
  expect(
    door.calls.every(
      (call) => call.route === 'report.preview' && call.input['zone'] === 'Europe/Berlin',
    ),
  ).toBe(true);
  expect(ran.out).toMatch(/ 40 +40 +\S+\/b\.html/);
  expect(ran.err).toContain('2 of 2 reports keep every word. 2 of 4 rows have a time.');
});

test('debrief report preview exits with 1 and lists lost words', async () => {
  const ran = await fakeWorld({ door: doorThat(['broker', 'alias']) }).run(
    'report',
    'preview',
    join(folder, 'a.md'),
  );
  expect(ran.code).toBe(1);
  expect(ran.err).toContain('a.md: words that differ: broker alias');
  expect(ran.err).toContain('0 of 1 reports');
});

test('debrief report import sends the file to the incident, and prints what it became', async () => {
  sent.length = 0;
  const door = doorThat();
  const ran = await fakeWorld({ door }).run(
    'report',
    'import',
    join(folder, 'a.md'),
    '--incident',
    'INC-2',
    '--zone',
    'UTC+2',
  );
  expect(ran.code).toBe(0);
  expect(door.calls).toMatchObject([
    { route: 'report.import', input: { incident: 'INC-2', zone: 'UTC+2' } },
  ]);
  expect(sent).toMatchObject([{ text: '# Search was empty\n' }]);
  expect(ran.out).toMatch(/Report\s+Search was empty/);
  expect(ran.out).toMatch(/Suggestions\s+3/);
  const asJson = await fakeWorld({ door: doorThat() }).run(
    'report',
    'import',
    join(folder, 'a.md'),
    '--incident',
    'INC-2',
    '--json',
  );
  expect(parseOutput(asJson)).toMatchObject({ sections: 1, suggestions: 3 });
});

test('debrief report import reports a duplicate file, requires the incident, and shows errors', async () => {
  const file = join(folder, 'a.md');
  expect(
    (
      await fakeWorld({ door: doorThat([], true) }).run(
        'report',
        'import',
        file,
        '--incident',
        'INC-2',
      )
    ).out,
  ).toContain('already imported');
  const without = await fakeWorld({ door: doorThat() }).run('report', 'import', file);
  expect(without.code).not.toBe(0);
  expect(without.err).toContain('--incident');
  const refusing = createFakeApi({
    'report.import': () => {
      throw new FakeProblem('not-found', "INC-9 doesn't exist, or you don't have access.");
    },
  });
  const refused = await fakeWorld({ door: refusing }).run(
    'report',
    'import',
    file,
    '--incident',
    'INC-9',
  );
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain("INC-9 doesn't exist, or you don't have access.");
});

test('debrief report preview skips an empty report in a folder, and says so', async () => {
  const inside = join(folder, 'with-empty');
  await mkdir(inside);
  await writeFile(join(inside, 'empty.md'), '');
  await writeFile(join(inside, 'good.md'), '# Search was empty\n');
  const door = createFakeApi({
    'report.preview': (input, file) => {
      if (file?.length === 0)
        throw new FakeProblem('bad-file', 'empty.md is empty. Select a report.');
      return preview(String(input['name']));
    },
  });
  const ran = await fakeWorld({ door }).run('report', 'preview', inside);
  expect(ran.code).toBe(0);
  expect(ran.out).toContain('good.md');
  expect(ran.err).toContain('Skipped with-empty/empty.md: empty.md is empty. Select a report.');
  expect(ran.err).toContain('1 of 1 reports keep every word.');
  const named = await fakeWorld({ door }).run('report', 'preview', join(inside, 'empty.md'));
  expect(named.code).not.toBe(0);
});
