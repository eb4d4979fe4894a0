import { expect, test } from 'vitest';
import { activityKinds, activityText, describeKind, undoneKinds } from './activity.ts';

const undone = new Set<string>(Object.values(undoneKinds));

test.each(Object.entries(activityKinds))('%s has a text and is in order', (kind, definition) => {
  expect(definition.says).toMatch(/^[a-z]/);
  expect(definition.says.replaceAll(/\{(item|before|after)\}/g, '')).not.toMatch(/[{}.]/);
  expect(describeKind(kind)).toBe(definition);
  const bare = activityText({ kind, before: null, after: null });
  expect(bare).not.toMatch(/ {2}|[{}]/);
  const families = [definition.stale].flat();
  expect(new Set(families).size).toBe(families.length);
  if (undone.has(kind)) expect(definition.undo).not.toBeNull();
});

test('an undo is recorded with a kind that can be undone', () => {
  for (const [item, kind] of Object.entries(undoneKinds))
    expect(activityKinds[kind].undo).toBe(item);
});

test('uses the recorded names', () => {
  const text = (kind: string, before: unknown, after: unknown) =>
    activityText({ kind, before, after });
  expect(text('event.added', [], [{ title: 'Alias found' }])).toBe('added the event “Alias found”');
  expect(text('event.merged', [{ title: 'A' }, { title: 'B' }], [{ title: 'A' }])).toBe(
    'merged the events “A” and “B”',
  );
  expect(text('person.renamed', [{ name: 'ana' }], [{ name: 'Ana' }])).toBe('renamed ana to Ana');
  expect(text('person.match-declined', null, { names: ['Ana', 'Bo'] })).toBe(
    'marked Ana and Bo as different people',
  );
  expect(text('milestone.cleared', { kind: 'impact-started' }, null)).toBe(
    'cleared the milestone impact started',
  );
});

test('shows a kind of another version by its name, with its item, and refreshes the incident', () => {
  const kind = 'safeguard.proven-at-last';
  expect(activityText({ kind, before: null, after: { title: 'Canary' } })).toBe(
    'safeguard proven at last “Canary”',
  );
  expect(describeKind(kind)).toMatchObject({ stale: ['itself'], undo: null });
  expect(describeKind('constructor').undo).toBeNull();
});

test('tolerates unknown shapes', () => {
  for (const strange of [null, 7, 'x', [], [null], { title: 7 }, [{ names: [7] }]])
    expect(activityText({ kind: 'event.changed', before: strange, after: strange })).toBe(
      'changed the event',
    );
});
