import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildStoryText } from '../claims.ts';
import { exemplars } from '../exemplars/index.ts';
import { match } from './match.ts';
import { leadershipPrinciples, neutralFramework } from './frameworks.ts';
import { questions } from './questions.ts';
import { readBank } from './read-bank.ts';

describe('the question bank', () => {
  it('has at least sixty questions of our own, several for each competency, difficulty and round', () => {
    expect(questions.length).toBeGreaterThanOrEqual(60);
    expect(new Set(questions.map((one) => one.text)).size).toBe(questions.length);
    expect(new Set(questions.map((one) => one.id)).size).toBe(questions.length);
    for (const { id } of neutralFramework.competencies)
      expect(
        questions.filter((one) => one.competencies.includes(id)).length,
        id,
      ).toBeGreaterThanOrEqual(5);
    for (const level of ['easy', 'medium', 'hard'])
      expect(questions.filter((one) => one.difficulty === level).length).toBeGreaterThan(9);
    for (const round of ['screen', 'technical', 'panel', 'promotion'])
      expect(questions.filter((one) => one.round === round).length).toBeGreaterThan(5);
    for (const { text } of questions) expect(text).toMatch(/[?.]$/);
  });

  it('contains only the names of sixteen leadership principles', () => {
    expect(leadershipPrinciples.competencies).toHaveLength(16);
    expect(
      leadershipPrinciples.competencies.every(
        (one) => one.signs.length === 0 && /^[a-z-]+$/.test(one.id),
      ),
    ).toBe(true);
  });

  it('has a competency of the neutral framework for everything that exemplars show', () => {
    const known = new Set(neutralFramework.competencies.map((one) => one.id));
    for (const one of exemplars)
      for (const id of one.competencies) expect(known.has(id), id).toBe(true);
  });
});

describe('readBank', () => {
  it('reads YAML with defaults, lists and one under questions', async () => {
    const yaml =
      'questions:\n  - text: When did you roll back?\n    competency: judgement\n  - text: And then?\n    competencies: [learning, rigour]\n    difficulty: Hard\n    round: screen\n    roles: sre, lead\n';
    expect(await readBank(yaml, 'yaml')).toEqual({
      errors: [],
      questions: [
        {
          id: 'own-2',
          text: 'When did you roll back?',
          competencies: ['judgement'],
          difficulty: 'medium',
          round: 'panel',
          roles: ['any'],
        },
        {
          id: 'own-4',
          text: 'And then?',
          competencies: ['learning', 'rigour'],
          difficulty: 'hard',
          round: 'screen',
          roles: ['sre', 'lead'],
        },
      ],
    });
  });

  it('reads CSV with quotes, semicolons, a byte order mark and Windows line endings', async () => {
    const csv =
      '\uFEFFtext,competency,difficulty,role,round\r\n"When, if ever, did you say ""no""?",influence,hard,any,panel\r\n"Two\nlines?",customer,,,\r\n';
    const { questions, errors } = await readBank(csv, 'csv');
    expect(errors).toEqual([]);
    expect(questions.map((one) => one.text)).toEqual([
      'When, if ever, did you say "no"?',
      'Two\nlines?',
    ]);
    expect((await readBank('text;competency\nWhy, then?;rigour\n', 'csv')).questions[0]?.text).toBe(
      'Why, then?',
    );
  });

  it('reports every error with its line and what to do, and keeps the valid questions', async () => {
    const yaml =
      '- text: Good?\n  competency: rigour\n- competency: rigour\n- text: Bad?\n  competency: rigour\n  difficulty: extreme\n  colour: red\n- just words\n';
    const { questions, errors } = await readBank(yaml, 'yaml');
    expect(questions.map((one) => one.text)).toEqual(['Good?']);
    expect(errors).toEqual([
      { line: 3, words: 'A question needs a text: write it under “text”.' },
      { line: 4, words: expect.stringContaining('“colour” is not a field of a question') },
      { line: 4, words: 'difficulty is “extreme”; it can be easy, medium, hard.' },
      { line: 8, words: expect.stringContaining('a set of fields') },
    ]);
    expect((await readBank('- text: "open', 'yaml')).errors[0]).toMatchObject({
      line: 1,
      words: expect.stringContaining('no YAML'),
    });
    expect((await readBank('just words', 'yaml')).errors[0]?.words).toContain(
      'a list of questions',
    );
    expect((await readBank('a,b\n1,2', 'csv')).errors[0]?.words).toContain('one of them is “text”');
    expect((await readBank('text,competency\nWhy, then?,x', 'csv')).errors[0]).toMatchObject({
      line: 2,
      words: expect.stringContaining('3 cells'),
    });
    expect((await readBank('text,competency\n"open,x', 'csv')).errors[0]).toMatchObject({
      line: 2,
      words: expect.stringContaining('never closed'),
    });
    expect((await readBank('', 'csv')).errors).toHaveLength(1);
    expect((await readBank('text,competency,id\na?,x,1\nb?,x,1', 'csv')).errors[0]).toMatchObject({
      line: 3,
      words: expect.stringContaining('taken'),
    });
  });

  it('never throws, whatever the input', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('yaml' as const, 'csv' as const),
        async (text, format) => {
          const { questions, errors } = await readBank(text, format);
          expect(questions.length + errors.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('match', () => {
  const createStory = (id: string) => {
    const found = exemplars.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return {
      story: buildStoryText(found.claims.map(({ part, text }) => ({ part, text }))),
      competencies: found.competencies,
    };
  };
  const matchQuestion = (id: string) => {
    const found = questions.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return found;
  };

  it('says why a story answers a question', () => {
    const { story, competencies } = createStory('commander');
    const found = match(matchQuestion('judgement-2'), story, { competencies });
    expect(found.fit).toBe('answers');
    expect(found.reasons[0]).toBe(
      'You marked the story with “Judgment under uncertainty”, which the question asks for.',
    );
    expect(found.similar).toContain('Both have a rollback.');
  });

  it('says what is similar and what differs for a close story', () => {
    const { story, competencies } = createStory('migration');
    const found = match(matchQuestion('judgement-2'), story, { competencies });
    expect(found.fit).toBe('adjacent');
    expect(found.differs).toContain('The question asks for a rollback; the story has none.');
  });

  it('finds a Chinese story by its words', () => {
    const story = buildStoryText([
      { part: 'S', text: '值班时搜索结果缺少两天的新品，用户开始投诉。' },
      { part: 'A', text: '我排查日志，定位到别名有两个成员；还不知道原因，我决定回滚。' },
      { part: 'R', text: '四十分钟后恢复。' },
    ]);
    expect(match(matchQuestion('judgement-2'), story)).toMatchObject({
      fit: 'answers',
      reasons: [
        expect.stringContaining('决定, 回滚'),
        'Both have a rollback.',
        'Both have a decision with unknowns.',
      ],
    });
    expect(match(matchQuestion('diagnosis-1'), story).reasons[0]).toContain('排查, 定位, 日志');
  });

  it('rejects a story that shares nothing', () => {
    const story = buildStoryText([{ part: 'A', text: 'I planted a tree.' }]);
    expect(match(matchQuestion('judgement-2'), story)).toMatchObject({
      fit: 'another story',
      reasons: [],
      similar: [],
    });
  });

  it('finds at least one close exemplar for every question', () => {
    for (const question of questions) {
      const fits = exemplars.map(
        (one) => match(question, createStory(one.id).story, { competencies: one.competencies }).fit,
      );
      expect(
        fits.some((fit) => fit !== 'another story'),
        question.text,
      ).toBe(true);
    }
  });
});
