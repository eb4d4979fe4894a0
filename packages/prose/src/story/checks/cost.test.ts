import { expect, test } from 'vitest';
import { buildStoryText } from '../claims.ts';
import { findFollowUpQuestions } from '../follow-up-questions.ts';
import { loadGrammar } from '../grammar.ts';
import { readPasted } from '../paste.ts';
import { recalculate } from '../arithmetic.ts';
import { generalize } from '../generalize.ts';
import { checkStory } from './check.ts';

const repeatTo = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length));

/** Text whose cost could grow faster than its length within a sentence. */
const hostile = [
  'if ',
  'we ',
  '5 ms to 6 ms, ',
  '1',
  'a',
  'a.',
  'Aa-',
  '+1 1 1 1 1 1 ',
  '“',
  'Ada from Basel ',
  'saved\t',
];

test.each(hostile)('the checks of a sentence of %j take time in proportion to it', async (unit) => {
  await expect(async (size: number) => {
    // A new parser each time: it remembers the sentences that it has seen.
    const grammar = await loadGrammar();
    const claims = Array.from({ length: 4 }, (_, index) => ({
      part: 'A' as const,
      text: `${index} ${repeatTo(unit, size)}`.slice(0, size),
    }));
    const story = buildStoryText(claims);
    checkStory(story, { grammar, otherParticipants: 3 });
    findFollowUpQuestions(story, { graph: {}, grammar });
  }).toScale(1_000);
});

test.each([
  'Q',
  '\t',
  '\u00a0',
  '**',
  '|',
  '<!--',
  'z.B. ',
  '- a\n',
  '[a](',
  '“',
  'Q1: Tell me? ',
  'Q1: Tell me?\n',
])('reading a paste of %j takes time in proportion to it', async (unit) => {
  await expect((size: number) => readPasted(`Q${repeatTo(unit, size)}`)).toScale(20_000);
});

test.each([' ', '\t', '\n', ' \n', '\u00a0'])(
  'figures in a text of %j are found in time in proportion to it',
  async (unit) => {
    await expect((size: number) => {
      recalculate(`a${repeatTo(unit, size)}b`);
      generalize(`a${repeatTo(unit, size)}b`);
    }).toScale(20_000);
  },
);

test.each([
  'Q1: Tell me?\nSituation: a\nTask: b\nAction: c\n',
  'Situation: a\nTask: b\nAction: c\n\n',
])('reading a paste of many stories such as %j takes time in proportion to it', async (unit) => {
  await expect((size: number) => readPasted(repeatTo(unit, size))).toScale(50_000);
});
