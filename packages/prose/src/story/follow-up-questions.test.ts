import { describe, expect, it } from 'vitest';
import { buildStoryText } from './claims.ts';
import { exemplars } from './exemplars/index.ts';
import { findFollowUpQuestions } from './follow-up-questions.ts';

const createStory = (...claims: ['S' | 'T' | 'A' | 'R' | 'L', string][]) =>
  buildStoryText(claims.map(([part, text]) => ({ part, text })));
const gaps = (...given: Parameters<typeof findFollowUpQuestions>) =>
  findFollowUpQuestions(...given)
    .filter((one) => one.gap !== null)
    .map((one) => one.id);

describe('follow-up questions', () => {
  const bare = createStory(
    ['S', 'The site was slow.'],
    ['T', 'Make it fast.'],
    ['A', 'We rolled back the release.'],
    ['R', 'It was 40% better.'],
  );

  it('come from the gaps of the story, each with its gap', () => {
    const found = findFollowUpQuestions(bare);
    expect(found.filter((one) => one.gap).map((one) => one.id)).toEqual([
      'no-signal',
      'no-hypothesis-ruled-out',
      'no-alternative',
      'how-rollback',
      'who-disagreed',
      'whose-action',
      'no-verification',
      'no-baseline',
      'no-source',
      'no-goal',
      'no-reproduction',
      'no-prevention',
      'no-learning',
    ]);
    expect(found.find((one) => one.id === 'how-rollback')).toMatchObject({
      claim: 2,
      question: expect.stringContaining('How did you know then to roll back'),
    });
    expect(found.find((one) => one.id === 'no-baseline')?.claim).toBe(3);
    for (const one of found) expect(one.question).toMatch(/\?/);
  });

  it('use the evidence graph', () => {
    const found = gaps(bare, {
      graph: { ruledOut: 2, decisionsWithOptions: 1, otherParticipants: 0 },
    });
    expect(found).toContain('ruled-out-not-told');
    expect(found).not.toContain('no-hypothesis-ruled-out');
    expect(found).not.toContain('no-alternative');
    expect(found).not.toContain('who-disagreed');
  });

  it('are few if the story has few gaps, and end with standard questions', () => {
    for (const one of exemplars) {
      const story = buildStoryText(one.claims.map(({ part, text }) => ({ part, text })));
      const own = gaps(story);
      expect(own.length, `${one.id}: ${own.join(', ')}`).toBeLessThanOrEqual(6);
      expect(own).not.toContain('no-alternative');
      expect(own).not.toContain('no-prevention');
      expect(own).not.toContain('no-learning');
      expect(findFollowUpQuestions(story).at(-1)?.id).toBe('adjacent-example');
    }
  });

  it('ask whether data was lost if data was affected', () => {
    expect(
      gaps(createStory(['A', 'I restored the orders from Tuesday.'], ['R', 'It ran again.'])),
    ).toContain('data-safety');
    expect(
      gaps(
        createStory(
          ['A', 'I restored the orders from Tuesday; no order was lost.'],
          ['R', 'It ran again.'],
        ),
      ),
    ).not.toContain('data-safety');
  });
});
