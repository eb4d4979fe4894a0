import { makeIncident, testWorld } from '@debrief/testkit';
import { expect, test } from 'vitest';
import { listPeople } from '../people/index.ts';
import { importWith, makeRecord } from './testing/test-reader.ts';

test('counts what people wrote and reacted to, with first and last time; observers wrote nothing', async () => {
  const world = await testWorld();
  const ctx = world.as(world.editor);
  const { ref } = await makeIncident(ctx);
  const people = async () => (await listPeople(ctx, { incident: ref })).participants;
  const by = (name: string) => ({ key: name, name, email: null, isBot: name === 'pager' });
  const records = [
    {
      ...makeRecord(0),
      author: by('ada'),
      reactions: [
        { name: 'eyes', by: [by('ben'), by('carl')] },
        { name: 'ok', by: [by('ben')] },
      ],
    },
    { ...makeRecord(1), author: by('pager') },
    { ...makeRecord(2), author: by('ada') },
    { ...makeRecord(3), author: by('dora'), details: { event: 'join' as const } },
  ];
  await (await importWith(ctx, { ref }, records)).run();
  const found = await people();
  expect(
    found.map((one) => [one.name, one.written, one.reactions, one.isObserver, one.isBot]),
  ).toEqual([
    ['ada', 2, 0, false, false],
    ['ben', 0, 2, true, false],
    ['carl', 0, 1, true, false],
    ['dora', 0, 0, true, false],
    ['pager', 1, 0, false, true],
  ]);
  expect(found[0]).toMatchObject({
    firstAt: makeRecord(0).occurredAt.toISOString(),
    lastAt: makeRecord(2).occurredAt.toISOString(),
  });
  // An edit does not count as a second message, and only reactions of the newest revision count:
  // nothing by carl remains.
  await (
    await importWith(ctx, { ref }, [
      {
        ...makeRecord(0),
        author: by('ada'),
        text: 'edited',
        reactions: [{ name: 'ok', by: [by('ben')] }],
      },
    ])
  ).run();
  expect((await people()).map((one) => [one.name, one.written, one.reactions])).toEqual([
    ['ada', 2, 0],
    ['ben', 0, 1],
    ['dora', 0, 0],
    ['pager', 1, 0],
  ]);
});
