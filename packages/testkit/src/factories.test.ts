import { expect, test } from 'vitest';
import { makeEvent, makeRecord, testWorld } from './index.ts';

test('a record and an event are created through the verbs', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { incident, items } = await makeRecord(ctx, ['the broker is fine', 'it is the alias']);
  expect(items.map((item) => item.text)).toEqual(['the broker is fine', 'it is the alias']);
  const event = await makeEvent(ctx, incident, items.slice(1), { title: 'Alias found' });
  expect(event).toMatchObject({ title: 'Alias found', isRecollection: false });
  expect(event.citations.map((citation) => citation.quote)).toEqual(['it is the alias']);
});
