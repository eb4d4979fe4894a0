import { describe, expect, it } from 'vitest';
import { buildStoryText, toStoryText } from '../claims.ts';
import { loadGrammar } from '../grammar.ts';
import { readPasted } from '../paste.ts';
import {
  expectations,
  foundingText,
  loadLabelled,
  measureRules,
  calculateRecall,
} from '../../../labelled/story-reviewed.ts';
import { checkStory, rules } from './check.ts';
import { isEnabled, rulePrecision, calculatePrecision } from './rule-precision.ts';
import type { RuleId } from './rule.ts';

const grammar = await loadGrammar();
const asks = (rule: RuleId, ...claims: string[]) =>
  checkStory(buildStoryText(claims.map((one) => ({ part: 'A', text: one }))), {
    grammar,
  }).findings.filter((one) => one.rule === rule);

describe.each(expectations())('the reviewed answer $answer', (expected) => {
  const text = foundingText(expected);

  it.skipIf(text === null)(
    'has its parts where a person labeled them (skipped without the founding documents next to the repository)',
    () => {
      const { answers, pieces } = readPasted(text ?? '');
      expect(answers[expected.index]?.start).toBe(expected.start);
      const own = pieces.filter(
        (piece) => piece.answer === expected.index && piece.kind === 'part',
      );
      for (const part of expected.parts) {
        const piece = own.find((one) => one.start <= part.start && part.start < one.end);
        expect(part.part, `the part at ${part.start}`).toContain(piece?.part ?? 'none');
        if (part.end !== undefined) {
          expect(piece?.basis).toBe(part.basis);
          expect(text?.slice(piece?.start, piece?.end).trim()).toBe(
            text?.slice(part.start, part.end),
          );
        } else expect(piece?.basis).not.toBe('labelled');
      }
      expect(answers[expected.index]?.parts.join('')).toBe('STAR');
    },
  );

  it.skipIf(text === null)('is asked what a person would ask', () => {
    const story = toStoryText(text ?? '', expected.index);
    const { findings, notRun } = checkStory(story, { grammar });
    const found = rules.map(({ id }): [string, unknown] => {
      const own = findings.filter((one) => one.rule === id);
      if (notRun.some((one) => one.rule === id)) return [id, 'does not run'];
      if (own.length === 0) return [id, 'silent'];
      return [
        id,
        own.every((one) => one.claim === null)
          ? 'asks about the story'
          : own.map((one) => story.claims[one.claim ?? -1]?.saidStart),
      ];
    });
    expect(Object.fromEntries(found)).toEqual(expected.verdicts);
    for (const one of findings) expect(one.question).toMatch(/\?$/);
  });
});

describe('the rules', () => {
  it('were reviewed on sixteen answers, on at least 500 sentences of our own, and each on eight cases for and eight against it', () => {
    const { sentences, stories } = loadLabelled();
    expect(expectations()).toHaveLength(16);
    expect(sentences.length).toBeGreaterThanOrEqual(500);
    expect(new Set(sentences.map((one) => one.text)).size).toBe(sentences.length);
    for (const { id } of rules) {
      const told = (
        {
          'no-trade-off': 'trade-off',
          'no-prevention': 'prevention',
          'no-learning': 'learning',
        } as Partial<Record<RuleId, string>>
      )[id];
      const about = [
        ...sentences.flatMap((one) =>
          told === undefined
            ? [one.fires.includes(id)]
            : one.tells
              ? [!one.tells.some((tells) => tells === told)]
              : [],
        ),
        ...stories
          .filter((one) => one.about === id || one.fires.includes(id))
          .map((one) => one.fires.includes(id)),
      ];
      expect(about.filter(Boolean).length, id).toBeGreaterThanOrEqual(8);
      expect(about.filter((asks) => !asks).length, id).toBeGreaterThanOrEqual(8);
    }
  });

  it('have a precision of at least 80 %, or are off', () => {
    const present = expectations().every((one) => foundingText(one) !== null);
    const { scores } = measureRules(grammar);
    for (const { id } of rules) {
      const score = scores.get(id);
      expect(score).toBeDefined();
      if (!score) continue;
      if (isEnabled(id)) expect(calculatePrecision(score), id).toBeGreaterThanOrEqual(0.8);
      if (present) expect(score, id).toEqual(rulePrecision[id]);
    }
  });

  it('are off below 80 %', () => {
    expect(isEnabled('hero', { right: 8, wrong: 2, missed: 0 })).toBe(true);
    expect(isEnabled('hero', { right: 7, wrong: 2, missed: 0 })).toBe(false);
    expect(isEnabled('hero', { right: 0, wrong: 0, missed: 9 })).toBe(false);
    const { ran, notRun } = checkStory(
      buildStoryText([{ part: 'A', text: 'I did it.' }]),
      { grammar },
      (rule) => rule !== 'no-learning',
    );
    expect(ran).not.toContain('no-learning');
    expect(notRun.find((one) => one.rule === 'no-learning')?.why).toMatch(/^It is switched off/);
  });

  it('keep their precision on held-out sentences and stories', () => {
    const scores = [...measureRules(grammar, 'held-out').scores.values()];
    const sum = (what: 'right' | 'wrong' | 'missed') =>
      scores.reduce((all, one) => all + one[what], 0);
    const all = { right: sum('right'), wrong: sum('wrong'), missed: sum('missed') };
    expect(all.right + all.wrong).toBeGreaterThan(150);
    expect(calculatePrecision(all)).toBeGreaterThanOrEqual(0.8);
    expect(calculateRecall(all)).toBeGreaterThanOrEqual(0.85);
  });

  it('name their sentence by offsets in the story', () => {
    const story = buildStoryText([
      { part: 'S', text: 'Search was empty.' },
      { part: 'R', text: 'Cost went from 45 min to 15 min in a week (80%).' },
    ]);
    const found = checkStory(story, { grammar }).findings.find((one) => one.rule === 'arithmetic');
    expect(found).toMatchObject({
      claim: 1,
      why: 'It says 80 %; 45 min to 15 min is 66.7 % less.',
    });
    expect(story.text.slice(found?.start, found?.end)).toBe('80%');
  });

  it("treat a bullet without a subject as the author's own, and accept we next to an I", () => {
    expect(asks('unattributable-action', '- Restarted the job')).toEqual([]);
    expect(asks('unattributable-action', 'We traced the data.', 'I proposed the check.')).toEqual(
      [],
    );
    expect(asks('unattributable-action', 'We traced the data.')).toHaveLength(1);
    expect(
      asks(
        'unattributable-action',
        'We traced it.',
        'The lag grew.',
        'The disk filled.',
        'It was noon.',
        'I slept.',
      ),
    ).toHaveLength(1);
  });

  it('ask for n if durations decreased', () => {
    const story = buildStoryText([{ part: 'R', text: 'MTTR fell from 4h to 45 min in 2025' }]);
    expect(
      checkStory(story, { grammar }).findings.find((one) => one.rule === 'statistical-support'),
    ).toMatchObject({
      question: 'How many incidents were there on each side?',
      why: expect.stringContaining('81 % needs about 9 incidents on each side'),
    });
  });

  it('run on other languages as far as they need no grammar, and list those that did not', () => {
    const german = buildStoryText([
      { part: 'S', text: 'Die Suche war leer und die Kunden haben angerufen, das war nicht gut.' },
      {
        part: 'A',
        text: 'Ich habe den Alias zurückgesetzt und mit dem Kollegen die Zähler verglichen.',
      },
      { part: 'R', text: 'Die Laufzeit sank von 45 min → 15 min (80 %).' },
    ]);
    const { ran, notRun, findings } = checkStory(german, { grammar });
    expect(german.language).toBe('other');
    expect(ran).toEqual([
      'missing-part',
      'balance',
      'no-number',
      'arithmetic',
      'confidential',
      'too-long',
    ]);
    expect(findings.map((one) => one.rule)).toEqual(['missing-part', 'arithmetic']);
    expect(notRun.find((one) => one.rule === 'blame')?.why).toBe('It only knows English.');
    expect(notRun.find((one) => one.rule === 'unsupported')?.why).toBe(
      'What the sentences cite is not known.',
    );
    const chinese = checkStory(
      toStoryText(
        '情境：搜索为空。\n任务：我负责恢复。\n行动：我切换了别名。\n结果：3 小时内恢复。',
      ),
    );
    expect(chinese.ran).toContain('no-learning');
    expect(chinese.notRun.map((one) => one.rule)).toContain('vague-verb');
  });

  it('recognize a choice, a safeguard and a lesson in Chinese', () => {
    const checkText = (learning: string) =>
      checkStory(
        buildStoryText([
          { part: 'S', text: '值班时搜索结果缺少两天的新品，大约三万个商品不可见。' },
          { part: 'T', text: '我负责判断是否回滚，并通知客户支持。' },
          { part: 'A', text: '我没有重建索引，那要六个小时，来不及；我切换了别名。' },
          { part: 'R', text: '四十分钟后恢复，现在别名为空就无法发布。' },
          { part: 'L', text: learning },
        ]),
      ).findings.map((one) => one.rule);
    const absences = ['no-trade-off', 'no-prevention', 'no-learning'];
    expect(
      checkText('我以后会先看用户影响，再找根本原因。').filter((rule) => absences.includes(rule)),
    ).toEqual([]);
    expect(checkText('主管表扬了整个团队。').filter((rule) => absences.includes(rule))).toEqual([
      'no-learning',
    ]);
  });

  it('report a missing grammar', () => {
    const { notRun } = checkStory(
      buildStoryText([{ part: 'A', text: 'We did it and it was good for the users.' }]),
    );
    expect(notRun.find((one) => one.rule === 'unattributable-action')?.why).toBe(
      'English grammar is not loaded.',
    );
  });

  it('accept an empty story', () => {
    expect(checkStory(buildStoryText([]), { grammar }).findings.map((one) => one.rule)).toEqual([
      'missing-part',
      'missing-part',
      'missing-part',
      'missing-part',
    ]);
  });
});
