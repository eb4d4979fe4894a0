import { describe, expect, it } from 'vitest';
import { checkStory } from './checks/check.ts';
import { buildStoryText } from './claims.ts';
import { cloze, isFilled, type Gap } from './cloze.ts';
import { exemplars } from './exemplars/index.ts';
import { loadGrammar } from './grammar.ts';

const story = buildStoryText([
  { part: 'S', text: 'Search was empty for two days.' },
  { part: 'T', text: 'As the engineer on call, I had to bring it back.' },
  { part: 'A', text: 'I moved the alias by hand.' },
  { part: 'A', text: 'I replayed the journal.' },
  { part: 'R', text: 'It was whole after 45 min, at a cost of $1,200.' },
]);
const gaps = cloze(story, { notes: ['Short and plain.'] });
const gap = (kind: Gap['kind'], claim: number, at = 0) => {
  const found = gaps.filter((one) => one.kind === kind && one.claim === claim)[at];
  if (!found) throw new Error(`no ${kind} gap at ${claim}`);
  return found;
};

describe('cloze', () => {
  it('asks which part a sentence is, and explains', () => {
    expect(gaps.filter((one) => one.kind === 'part')).toHaveLength(5);
    expect(gap('part', 0)).toMatchObject({
      answer: 'situation',
      explanation: expect.stringMatching(/Short and plain\.$/),
    });
    for (const given of ['Situation', 'S', 's', '情境', 'context'])
      expect(isFilled(gap('part', 0), given)).toBe(true);
    for (const given of ['task', '', 'x']) expect(isFilled(gap('part', 0), given)).toBe(false);
  });

  it('asks whose task it was', () => {
    expect(gap('task', 1)).toMatchObject({
      answer: 'engineer on call',
      shown: 'As the _____, I had to bring it back.',
    });
    expect(isFilled(gap('task', 1), 'The Engineer on-call')).toBe(true);
    expect(isFilled(gap('task', 1), 'my manager')).toBe(false);
    expect(story.text.slice(gap('task', 1).start, gap('task', 1).end)).toBe('engineer on call');
  });

  it('asks which action and which result, with other sentences as choices', () => {
    const action = gap('action', 3);
    expect(action.options).toContain('I replayed the journal.');
    expect(action.options).toHaveLength(4);
    expect(action.prompt).toContain('I moved the alias by hand.');
    expect(isFilled(action, 'i replayed the journal')).toBe(true);
    expect(isFilled(action, 'ABCD'[action.options?.indexOf(action.answer) ?? -1] ?? '')).toBe(true);
    expect(isFilled(action, 'Search was empty for two days.')).toBe(false);
    expect(gap('result', 4).answer).toContain('45 min');
  });

  it('asks for a number, in any format', () => {
    const [minutes, money] = [gap('number', 4), gap('number', 4, 1)];
    expect(minutes.shown).toBe('It was whole after _____, at a cost of $1,200.');
    for (const given of ['45', '45 minutes', '45min', '0.75 hours', '2700 s'])
      expect(isFilled(minutes, given), given).toBe(true);
    for (const given of ['54', '45 hours', 'soon', ''])
      expect(isFilled(minutes, given), given).toBe(false);
    for (const given of ['$1200', '1,200', '$1.2k', '1200'])
      expect(isFilled(money, given), given).toBe(true);
  });

  it('gives the same gaps for the same story, each with a correct answer', () => {
    for (const { claims } of exemplars) {
      const of = buildStoryText(claims.map(({ part, text }) => ({ part, text })));
      const made = cloze(of);
      expect(cloze(of)).toEqual(made);
      expect(new Set(made.map((one) => one.kind)).size).toBeGreaterThanOrEqual(3);
      for (const one of made)
        expect(isFilled(one, one.answer), `${one.kind} ${one.answer}`).toBe(true);
    }
  });
});

describe('exemplars', async () => {
  const grammar = await loadGrammar();

  it('cover several roles, with a failure, one without numbers and one in Chinese', () => {
    expect(exemplars.length).toBeGreaterThanOrEqual(6);
    expect(new Set(exemplars.map((one) => one.role)).size).toBe(exemplars.length);
    expect(exemplars.filter((one) => one.kind === 'failure')).toHaveLength(1);
    expect(exemplars.some((one) => one.language === 'zh')).toBe(true);
    expect(exemplars.some((one) => one.claims.every((claim) => !/\d/.test(claim.text)))).toBe(true);
  });

  it.each(exemplars.map((one) => [one.id, one] as const))(
    '%s has a note on each sentence, and passes the checks',
    (_, one) => {
      for (const claim of one.claims) expect(claim.note.length).toBeGreaterThan(8);
      const of = buildStoryText(one.claims.map(({ part, text }) => ({ part, text })));
      expect(of.language).toBe(one.language);
      const asked = checkStory(of, { grammar, otherParticipants: 3 }).findings.map(
        (found) =>
          `${found.rule}: ${found.claim === null ? 'story' : of.claims[found.claim]?.said}`,
      );
      // The one without numbers is asked for one: asked, not failed.
      expect(asked).toEqual(one.id === 'support' ? [expect.stringContaining('no-number')] : []);
    },
  );
});
