import { makeEvent, makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { addFinding } from '../investigation/index.ts';
import { writeSections } from '../report/index.ts';
import { changeEvent } from '../timeline/index.ts';
import { askAgain, keepNote, listKeptNotes, listLensNotes } from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let event: { id: string; version: number };

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  const made = await makeRecord(ctx, ['the graph was flat']);
  incident = made.incident;
  event = await makeEvent(ctx, incident, made.items, {
    text: 'The alert should have fired. The graph was flat.',
  });
});

const notes = async () => (await listLensNotes(ctx, { incident: incident.ref })).items;
const keepFirst = async (by = ctx) => {
  const [note] = await notes();
  if (!note) throw new Error('no note');
  const { targetKind, targetId, rule, sentence } = note;
  const input = { incident: incident.ref, targetKind, targetId, rule, sentence };
  return { input, kept: await keepNote(by, input) };
};

test('events, findings and the report are asked about, quotes and other languages are not', async () => {
  await addFinding(ctx, {
    incident: incident.ref,
    type: 'question',
    statement: 'Why did the team not notice?',
    at: '2026-03-01T10:00:00Z',
  });
  const paragraph = (text: string) => ({
    type: 'paragraph' as const,
    content: [{ type: 'text' as const, text }],
  });
  await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'event',
        blocks: [
          paragraph('It was decided to wait.'),
          { type: 'blockquote', content: [paragraph('We should have known.')] },
          paragraph('Der Alias wurde am Sonntag von niemandem geprüft, und das war nicht gut.'),
        ],
      },
      { how: 'replace', kind: 'follow-ups', blocks: [paragraph('Be more careful.')] },
    ],
  });
  const { items, notRead } = await listLensNotes(world.as(world.viewer), {
    incident: incident.ref,
  });
  expect(items.map((one) => [one.targetKind, one.rule, one.quoted])).toEqual([
    ['event', 'counterfactual', 'should have'],
    ['finding', 'blaming-question', 'Why did the team'],
    ['report', 'hidden-decision', 'It was decided'],
    ['report', 'careful', 'Be more careful'],
  ]);
  expect(notRead).toBe(1);
});

test('a note that is kept is off for everyone, survives edits elsewhere, and can be asked again', async () => {
  const { input } = await keepFirst();
  await keepNote(ctx, input);
  expect((await notes()).map((one) => one.isKept)).toEqual([true]);
  await changeEvent(ctx, {
    id: event.id,
    version: event.version,
    text: 'The graph was flat for 20 minutes. The alert should  have fired.',
  });
  expect((await notes()).map((one) => one.isKept)).toEqual([true]);
  await changeEvent(ctx, {
    id: event.id,
    version: event.version + 1,
    text: 'The second alert should have fired.',
  });
  expect((await notes()).map((one) => one.isKept)).toEqual([false]);
  expect(await listKeptNotes(world.as(world.viewer), { incident: incident.ref })).toMatchObject({
    items: [{ rule: 'counterfactual' }],
    can: { keep: false },
  });
  expect((await askAgain(ctx, input)).items).toEqual([]);
  await askAgain(ctx, input);
  const { items } = await listActivity(ctx, { incidentId: incident.id });
  const kinds = items.map((one) => one.kind).filter((kind) => kind.startsWith('lens.'));
  expect(kinds.toSorted()).toEqual(['lens.asked-again', 'lens.kept']);
});

test('only what exists can be kept, by those who can write; outsiders find nothing', async () => {
  const { input } = await keepFirst();
  await expect(keepNote(ctx, { ...input, rule: 'no-such-rule' })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(keepNote(ctx, { ...input, sentence: 'We should have known' })).rejects.toMatchObject(
    { code: 'invalid' },
  );
  for (const target of [
    { targetKind: 'finding' as const },
    { targetKind: 'report' as const },
    { targetId: ctx.ids.next() },
  ])
    await expect(keepNote(ctx, { ...input, ...target })).rejects.toMatchObject({
      code: 'not-found',
    });
  for (const verb of [keepNote, askAgain])
    await expect(verb(world.as(world.viewer), input)).rejects.toMatchObject({ code: 'forbidden' });
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: 1 });
  for (const verb of [keepNote, askAgain, listKeptNotes, listLensNotes])
    await expect(verb(world.as(world.outsider), input)).rejects.toMatchObject({
      code: 'not-found',
    });
});

test('two people who keep the same note at once keep it once', async () => {
  const { input } = await keepFirst();
  await askAgain(ctx, input);
  await Promise.all([keepNote(ctx, input), keepNote(ctx, input)]);
  expect((await listKeptNotes(ctx, { incident: incident.ref })).items).toHaveLength(1);
});
