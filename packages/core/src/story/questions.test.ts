import { makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addFinding, updateStatus } from '../investigation/index.ts';
import {
  addClaim,
  addFramework,
  addQuestions,
  addStory,
  listFrameworks,
  listQuestions,
  matchQuestion,
  removeQuestion,
  storyCoverage,
  listFollowUpQuestions,
} from './index.ts';

let world: World;
let ctx: Context;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

describe('follow-up questions', () => {
  test('name the gaps of the story and of its evidence; answering one adds a sentence', async () => {
    const { incident, items } = await makeRecord(ctx, ['lag alarm', 'patched']);
    const { findings } = await addFinding(ctx, {
      type: 'hypothesis',
      incident: incident.ref,
      statement: 'The broker',
      citations: [{ evidenceId: items[0]?.id ?? '' }],
    });
    await updateStatus(ctx, { id: findings[0]?.id ?? '', version: 1, kind: 'ruled-out' });
    const { story } = await addStory(ctx, { title: 'The alias', incident: incident.ref });
    await addClaim(ctx, { id: story.id, part: 'situation', text: 'Search showed nothing new.' });
    await addClaim(ctx, { id: story.id, part: 'action', text: 'I patched the alias.' });
    const before = (await listFollowUpQuestions(ctx, { id: story.id })).items;
    expect(before.find((one) => one.id === 'ruled-out-not-told')).toMatchObject({
      topic: 'hypothesis',
      gap: expect.stringContaining('record'),
      answeredBy: null,
    });
    const own = before.filter((one) => one.gap !== null);
    expect(before.slice(0, own.length)).toEqual(own);
    expect(before.length).toBeGreaterThan(own.length);
    const answered = await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I ruled out the broker by its lag.',
      followUpQuestion: 'ruled-out-not-told',
    });
    const after = (await listFollowUpQuestions(ctx, { id: story.id })).items;
    expect(after.some((one) => one.id === 'ruled-out-not-told' && one.answeredBy === null)).toBe(
      false,
    );
    expect(answered.story.claims.find((claim) => claim.id === answered.claimId)).toMatchObject({
      followUpQuestion: 'ruled-out-not-told',
    });
    await expect(
      listFollowUpQuestions(world.as(world.admin), { id: story.id }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the bank of questions', () => {
  test('contains built-in and own questions, filters, and matches stories with the reasons', async () => {
    const all = (await listQuestions(ctx, {})).items;
    expect(all.length).toBeGreaterThanOrEqual(60);
    const hard = (await listQuestions(ctx, { difficulty: 'hard', competency: 'diagnosis' })).items;
    expect(hard.length).toBeGreaterThan(0);
    expect(
      hard.every((one) => one.difficulty === 'hard' && one.competencies.includes('diagnosis')),
    ).toBe(true);
    const text =
      'text,competency,difficulty\nHow did you find the broken alias?,diagnosis,easy\n"A row, with three",diagnosis,easy,one too many,and more\n';
    const { added, errors } = await addQuestions(ctx, { format: 'csv', text });
    expect(added).toMatchObject([{ text: 'How did you find the broken alias?', isMine: true }]);
    expect(errors).toMatchObject([{ line: 3, message: expect.any(String) }]);
    expect((await addQuestions(ctx, { format: 'csv', text })).added).toEqual([]);
    expect((await listQuestions(ctx, {})).items[0]).toMatchObject({ id: added[0]?.id });
    const { story } = await addStory(ctx, { title: 'The alias', competencies: ['diagnosis'] });
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I traced the log and ruled out the broker.',
    });
    await addStory(ctx, { title: 'Lunch' });
    const matched = await matchQuestion(ctx, { questionId: added[0]?.id ?? '' });
    expect(matched.items.map((one) => one.title)).toEqual(['The alias', 'Lunch']);
    expect(matched.items[0]).toMatchObject({
      fit: 'answers',
      reasons: [
        expect.stringContaining('You marked the story'),
        expect.stringContaining('It shows'),
      ],
    });
    expect(matched.items[1]?.fit).toBe('another story');
    expect((await listQuestions(world.as(world.admin), {})).items).toHaveLength(all.length);
    await expect(
      matchQuestion(world.as(world.admin), { questionId: added[0]?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      removeQuestion(world.as(world.admin), { questionId: added[0]?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await removeQuestion(ctx, { questionId: added[0]?.id ?? '' });
    expect((await listQuestions(ctx, {})).items).toHaveLength(all.length);
    const { id: questionId, isMine: _, ...question } = { ...added[0] };
    const back = { format: 'yaml' as const, text: JSON.stringify([question]), questionId };
    expect((await addQuestions(ctx, back)).added).toEqual([added[0]]);
    await expect(addQuestions(world.as(world.admin), back)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test("matches by the signs of a user's framework, in letters of any script", async () => {
    await addFramework(ctx, {
      yaml: 'name: Ours\ncompetencies:\n  - name: Haltung\n    signs: [überlegt, p99, C++ (new)]\n  - name: Schweigen',
    });
    const addAndMatch = async (competency: string) =>
      (
        await addQuestions(ctx, {
          format: 'csv',
          text: `text,competency\nHow ${competency}?,${competency}\n`,
        })
      ).added[0]?.id ?? '';
    const [told, untold] = [await addAndMatch('ours/haltung'), await addAndMatch('ours/schweigen')];
    const { story } = await addStory(ctx, { title: 'Latency' });
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'Wir haben überlegt, warum das p99 stieg.',
    });
    expect((await matchQuestion(ctx, { questionId: told })).items[0]?.reasons).toEqual([
      'It shows “Haltung”: überlegt, p99.',
    ]);
    expect((await matchQuestion(ctx, { questionId: untold })).items[0]?.reasons).toEqual([]);
    const { story: other } = await addStory(ctx, { title: 'Presses' });
    await addClaim(ctx, {
      id: other.id,
      part: 'action',
      text: 'We looked at the app99 of the press.',
    });
    const items = (await matchQuestion(ctx, { questionId: told })).items;
    expect(items.find((one) => one.title === 'Presses')).toMatchObject({
      fit: 'another story',
      reasons: [],
    });
  });

  test('reports the line of an invalid question and why', async () => {
    await expect(
      addQuestions(ctx, { format: 'yaml', text: '- competency: diagnosis\n' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('line'),
    });
    await expect(addQuestions(ctx, { format: 'yaml', text: '{' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('the built-in frameworks', () => {
  test('are one of no company and the sixteen names, and stories are compared with them', async () => {
    const { items } = await listFrameworks(ctx);
    expect(items.map((framework) => [framework.id, framework.isMine])).toEqual([
      ['craft', false],
      ['amazon-leadership-principles', false],
    ]);
    expect(items[1]?.competencies).toHaveLength(16);
    await addStory(ctx, { title: 'The alias', competencies: ['dive-deep'] });
    const coverage = await storyCoverage(ctx, { framework: 'amazon-leadership-principles' });
    expect(coverage.cells).toMatchObject([{ key: 'dive-deep' }]);
    expect(coverage.gaps).toHaveLength(16);
  });
});
