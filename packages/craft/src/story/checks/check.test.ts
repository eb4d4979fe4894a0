import { describe, expect, it } from 'vitest';
import { storyOfClaims, storyOfPasted } from '../claims.ts';
import { loadGrammar } from '../grammar.ts';
import { readPasted } from '../paste.ts';
import { expectations, foundingText, labelled, measureRules } from '../reviewed.fixture.ts';
import { checkStory, rules } from './check.ts';
import { isOn, measured, precisionOf } from './measured.ts';
import type { RuleId } from './rule.ts';

const grammar = await loadGrammar();
const asks = (rule: RuleId, ...claims: string[]) =>
  checkStory(storyOfClaims(claims.map((one) => ({ part: 'A', text: one }))), { grammar }).findings.filter((one) => one.rule === rule);

describe.each(expectations())('the reviewed answer $answer', (expected) => {
  const text = foundingText(expected);

  it.skipIf(text === null)('has its parts where a person reads them (skipped where the founding documents are not beside the repository)', () => {
    const { answers, pieces } = readPasted(text ?? '');
    expect(answers[expected.index]?.start).toBe(expected.start);
    const own = pieces.filter((piece) => piece.answer === expected.index && piece.kind === 'part');
    for (const part of expected.parts) {
      const piece = own.find((one) => one.start <= part.start && part.start < one.end);
      expect(part.part, `the part at ${part.start}`).toContain(piece?.part ?? 'none');
      if (part.end !== undefined) {
        expect(piece?.basis).toBe(part.basis);
        expect(text?.slice(piece?.start, piece?.end).trim()).toBe(text?.slice(part.start, part.end));
      } else expect(piece?.basis).not.toBe('labelled');
    }
    expect(answers[expected.index]?.parts.join('')).toBe('STAR');
  });

  it.skipIf(text === null)('is asked what a person would ask', () => {
    const story = storyOfPasted(text ?? '', expected.index);
    const { findings, notRun } = checkStory(story, { grammar });
    const found = rules.map(({ id }): [string, unknown] => {
      const own = findings.filter((one) => one.rule === id);
      if (notRun.some((one) => one.rule === id)) return [id, 'does not run'];
      if (own.length === 0) return [id, 'silent'];
      return [id, own.every((one) => one.claim === null) ? 'asks about the story' : own.map((one) => story.claims[one.claim ?? -1]?.saidStart)];
    });
    expect(Object.fromEntries(found)).toEqual(expected.verdicts);
    for (const one of findings) expect(one.question).toMatch(/\?$/);
  });
});

describe('the rules', () => {
  it('were reviewed on sixteen answers and on at least 200 sentences of our own', () => {
    expect(expectations()).toHaveLength(16);
    expect(labelled().sentences.length).toBeGreaterThanOrEqual(200);
    expect(new Set(labelled().sentences.map((one) => one.text)).size).toBe(labelled().sentences.length);
  });

  it('ask beside the point at most one time in five, or are off', () => {
    const present = expectations().every((one) => foundingText(one) !== null);
    const { scores } = measureRules(grammar);
    for (const { id } of rules) {
      const score = scores.get(id);
      expect(score).toBeDefined();
      if (isOn(id) && score && score.right + score.wrong > 0) expect(precisionOf(score), id).toBeGreaterThanOrEqual(0.8);
      if (present) expect(score, id).toEqual(measured[id]);
    }
  });

  it('keep their figures on sentences that no rule was made with', () => {
    const { scores } = measureRules(grammar, 'held out');
    const all = [...scores.values()].reduce((sum, one) => ({ right: sum.right + one.right, wrong: sum.wrong + one.wrong, missed: 0 }), {
      right: 0,
      wrong: 0,
      missed: 0,
    });
    expect(all.right + all.wrong).toBeGreaterThan(30);
    expect(precisionOf(all)).toBeGreaterThanOrEqual(0.8);
  });

  it('name their sentence by offsets of the story', () => {
    const story = storyOfClaims([
      { part: 'S', text: 'Search was empty.' },
      { part: 'R', text: 'Cost went from 45 min to 15 min in a week (80%).' },
    ]);
    const found = checkStory(story, { grammar }).findings.find((one) => one.rule === 'arithmetic');
    expect(found).toMatchObject({ claim: 1, why: 'It says 80 %; 45 min to 15 min is 66.7 % less.' });
    expect(story.text.slice(found?.start, found?.end)).toBe('80%');
  });

  it('take a bullet without a subject for mine, and we beside an I for fair', () => {
    expect(asks('unattributable-action', '- Restarted the job')).toEqual([]);
    expect(asks('unattributable-action', 'We traced the data.', 'I proposed the check.')).toEqual([]);
    expect(asks('unattributable-action', 'We traced the data.')).toHaveLength(1);
    expect(asks('unattributable-action', 'We traced it.', 'The lag grew.', 'The disk filled.', 'It was noon.', 'I slept.')).toHaveLength(1);
  });

  it('ask for n where durations fell', () => {
    const story = storyOfClaims([{ part: 'R', text: 'MTTR fell from 4h to 45 min in 2025' }]);
    expect(checkStory(story, { grammar }).findings.find((one) => one.rule === 'statistical-support')).toMatchObject({
      question: 'How many incidents were there on each side?',
      why: expect.stringContaining('81 % needs about 9 incidents on each side'),
    });
  });

  it('run on other languages as far as they need no grammar, and say which did not', () => {
    const german = storyOfClaims([
      { part: 'S', text: 'Die Suche war leer und die Kunden haben angerufen, das war nicht gut.' },
      { part: 'A', text: 'Ich habe den Alias zurückgesetzt und mit dem Kollegen die Zähler verglichen.' },
      { part: 'R', text: 'Die Laufzeit sank von 45 min → 15 min (80 %).' },
    ]);
    const { ran, notRun, findings } = checkStory(german, { grammar });
    expect(german.language).toBe('other');
    expect(ran).toEqual(['missing-part', 'balance', 'no-number', 'arithmetic', 'confidential', 'too-long']);
    expect(findings.map((one) => one.rule)).toEqual(['missing-part', 'arithmetic']);
    expect(notRun.find((one) => one.rule === 'blame')?.why).toBe('It knows English alone.');
    expect(notRun.find((one) => one.rule === 'unsupported')?.why).toBe('What the sentences cite is not known.');
    const chinese = checkStory(storyOfPasted('情境：搜索为空。\n任务：我负责恢复。\n行动：我切换了别名。\n结果：3 小时内恢复。'));
    expect(chinese.ran).toContain('no-learning');
    expect(chinese.notRun.map((one) => one.rule)).toContain('vague-verb');
  });

  it('say that grammar is not loaded where it is not', () => {
    const { notRun } = checkStory(storyOfClaims([{ part: 'A', text: 'We did it and it was good for the users.' }]));
    expect(notRun.find((one) => one.rule === 'unattributable-action')?.why).toBe('English grammar is not loaded.');
  });

  it('take an empty story without complaint', () => {
    expect(checkStory(storyOfClaims([]), { grammar }).findings.map((one) => one.rule)).toEqual([
      'missing-part',
      'missing-part',
      'missing-part',
      'missing-part',
    ]);
  });
});
