import { buildStoryText } from '@debrief/prose/story';
import { testWorld } from '@debrief/testkit';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { computeStory } from './compute.ts';
import { storyTasks } from './compute-tasks.ts';
import { pasteStory } from './index.ts';

const sentences = Array.from({ length: 60 }, (_, index) => ({
  part: 'A' as const,
  text: `${index} We saw 5 ms to 6 ms in Basel, and Ada from Basel helped us.`,
}));

test('a long story has the same findings in a thread', async () => {
  const text = buildStoryText(sentences);
  const input = { text, known: { otherParticipants: 3, names: {} } };
  const { length } = text.text;
  const checked = await computeStory('check', input, { length });
  expect(checked).toEqual(await storyTasks.check(input));
  expect(checked.findings.length).toBeGreaterThan(2);
  const names = { text: text.text, names: {} };
  expect(await computeStory('generalize', names, { length })).toEqual(
    await storyTasks.generalize(names),
  );
});

test.each(['“', '\t', '- a\n', 'Q1: Tell me?\nA: Situation: a b c\n'])(
  'this process answers others while a long paste of %j is read',
  async (unit) => {
    const text = `Situation: it broke\n${unit.repeat(Math.floor(100_000 / unit.length))}`;
    const order: string[] = [];
    const reading = computeStory('readPaste', { text }, { length: text.length });
    const read = reading.then(() => order.push('read'));
    await pause(0);
    order.push('another request');
    await read;
    expect(order).toEqual(['another request', 'read']);
  },
);

test('a paste of thousands of stories is refused', async () => {
  const world = await testWorld();
  const text = 'Q1: Tell me?\nSituation: a b c\nTask: d e f\nAction: g h i\n\n'.repeat(500);
  await expect(pasteStory(world.as(world.editor), { text })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/a paste can have 100/),
  });
});
