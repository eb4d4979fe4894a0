import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LensNote } from '@debrief/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFakeApi } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lens-'));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string) => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

test('debrief lens asks about a file without a server, with its lines and rules', async () => {
  const { run } = fakeWorld({ door: createFakeApi({}) });
  const file = await write(
    'report.md',
    '# No alert\n\nThe graph was flat.\nThe *alert* should have fired.\n\n> We should have known.\n\n## Action items\n\n- Be more careful\n',
  );
  const { out } = await run('lens', file);
  expect(out).toContain('Counterfactual');
  expect(out).toContain('Fix the human');
  const notes = JSON.parse((await run('lens', file, '--json')).out) as unknown[];
  expect(notes).toMatchObject([
    { line: 4, column: 13, rule: 'counterfactual', quoted: 'should have' },
    { line: 10, column: 3, rule: 'careful', quoted: 'Be more careful' },
  ]);
});

test('debrief lens says when it did not read a text', async () => {
  const { run } = fakeWorld({ door: createFakeApi({}) });
  const file = await write(
    'bericht.md',
    'Der Alias wurde am Sonntag geändert, und niemand hat es bemerkt, weil der Alarm nicht kam.\n',
  );
  expect((await run('lens', file)).err).toContain('reads English only');
  expect((await run('lens', join(folder, 'none.md'))).err).toContain("Can't read");
  expect((await run('lens')).err).toContain('Name a file, or an incident');
});

test('debrief lens --incident lists the notes of an incident, kept ones on request', async () => {
  const note: LensNote = {
    targetKind: 'event',
    targetId: anId,
    field: 'text',
    rule: 'luck',
    name: 'Luck',
    question: 'What made that so?',
    source: 'Google',
    precision: { right: 9, of: 9 },
    quoted: 'luckily',
    start: 0,
    end: 7,
    sentence: '0123456789a',
    isKept: false,
  };
  const items = [note, { ...note, quoted: 'by chance', isKept: true }];
  const { run } = fakeWorld({
    door: createFakeApi({ 'lens.notes': () => ({ items, notRead: 1 }) }),
  });
  const { out, err } = await run('lens', '--incident', 'INC-2');
  expect(out).toContain('luckily');
  expect(out).toContain('9 of 9');
  expect(out).not.toContain('by chance');
  expect(err).toContain('1 text not read');
  expect((await run('lens', '--incident', 'INC-2', '--kept')).out).toContain('by chance');
});
