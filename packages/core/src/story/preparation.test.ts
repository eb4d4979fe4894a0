import { markSentences, listKeyWords } from '@debrief/rules/story';
import { makeIncident, makeRecord, testWorld, type World } from '@debrief/testkit';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { addFollowUp } from '../follow-up/index.ts';
import { addFinding } from '../investigation/index.ts';
import { listPeople } from '../people/index.ts';
import { describeGaps, rateStrength } from './coverage-state.ts';
import {
  addClaim,
  addFramework,
  addRehearsal,
  addStory,
  changeClaim,
  correctRehearsal,
  listFrameworks,
  listRehearsals,
  removeFramework,
  removeRehearsal,
  setMe,
  storyCoverage,
} from './index.ts';
import { toCompetencyKey, readFramework } from './read-framework.ts';

let world: World;
let ctx: Context;

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
});

const sentences = [
  'I ruled out the broker by comparing its lag',
  'We lost 45 minutes',
  '我先回滚了发布',
  'Patched the alias by hand',
];
const claims = sentences.map((text, index) => ({
  id: `claim ${index}`,
  part: 'action' as const,
  text,
}));

describe('comparison with what was said', () => {
  test('marks full sentences as said, whatever is between; an empty text leaves all out', () => {
    fc.assert(
      fc.property(fc.subarray(claims), fc.lorem({ maxCount: 3 }), (told, noise) => {
        const marks = markSentences(claims, told.map((one) => one.text).join(` ${noise}. `));
        for (const claim of told)
          expect(marks.find((mark) => mark.claimId === claim.id)).toMatchObject({
            isSaid: true,
            missed: [],
          });
      }),
    );
    expect(markSentences(claims, 'nothing of the kind').every((mark) => !mark.isSaid)).toBe(true);
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, said) => {
        const [mark] = markSentences([{ id: 'x', part: 'task', text }], said);
        expect([...(mark?.matched ?? []), ...(mark?.missed ?? [])].toSorted()).toEqual(
          listKeyWords(text).toSorted(),
        );
      }),
    );
  });

  test('accepts other forms of a word and other wording; shows the words that were left out', () => {
    const marks = markSentences(
      claims,
      'So I was patching that alias by hand, after I had compared the lag and could rule the broker out. 我回滚了发布',
    );
    expect(marks.map((mark) => mark.isSaid)).toEqual([true, false, true, true]);
    expect(marks[1]?.missed).toEqual(['lost', '45', 'minutes']);
  });
});

describe('a rehearsal', () => {
  test('stores what was said for each sentence, is due again in a week, and is corrected by its speaker', async () => {
    const { story } = await addStory(ctx, { title: 'The alias' });
    const ids: string[] = [];
    for (const text of sentences)
      ids.push((await addClaim(ctx, { id: story.id, part: 'action', text })).claimId ?? '');
    const rehearsal = await addRehearsal(ctx, {
      id: story.id,
      question: 'Tell me about a hard bug',
      form: 'spoken-90',
      said: 'I patched the alias by hand',
      tookMs: 61_000,
    });
    expect(rehearsal).toMatchObject({ againOn: '2026-03-09', isDue: false, tookMs: 61_000 });
    expect(rehearsal.marks.filter((mark) => mark.isSaid).map((mark) => mark.text)).toEqual([
      'Patched the alias by hand',
    ]);
    const corrected = await correctRehearsal(ctx, {
      rehearsalId: rehearsal.id,
      version: 1,
      marks: [{ claimId: ids[1] ?? '', isSaid: true }],
    });
    expect(corrected.marks[1]).toMatchObject({ isSaid: true, isCorrected: true });
    await expect(
      correctRehearsal(ctx, { rehearsalId: rehearsal.id, version: 1, againOn: null }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { version: 2 },
    });
    expect((await listRehearsals(ctx, { due: 'true' })).items).toEqual([]);
    world.clock.advance(8 * 86_400_000);
    expect((await listRehearsals(ctx, { due: 'true' })).items).toMatchObject([
      { id: rehearsal.id, isDue: true },
    ]);
    // Rehearsing again clears the due date, and old marks keep the sentence as it was.
    await changeClaim(ctx, {
      id: story.id,
      claimId: ids[3] ?? '',
      version: 1,
      text: 'Patched the alias',
    });
    await addRehearsal(ctx, {
      id: story.id,
      question: 'Tell me about a hard bug',
      form: 'spoken-90',
      said: 'all of it',
      tookMs: 1,
      claimIds: [ids[0] ?? ''],
      againOn: null,
    });
    expect((await listRehearsals(ctx, { due: 'true' })).items).toEqual([]);
    const { items, next } = await listRehearsals(ctx, { story: story.id, limit: 1 });
    expect(items).toMatchObject([{ marks: [{ claimId: ids[0] }], againOn: null }]);
    expect((await listRehearsals(ctx, { cursor: next ?? '' })).items).toMatchObject([
      { id: rehearsal.id },
    ]);
    await removeRehearsal(ctx, { rehearsalId: rehearsal.id });
    expect((await listRehearsals(ctx, {})).items).toHaveLength(1);
    expect((await listRehearsals(world.as(world.admin), { story: story.id })).items).toEqual([]);
    await expect(
      addRehearsal(world.as(world.admin), { id: story.id, said: 'x', tookMs: 1 }),
    ).rejects.toMatchObject({ code: 'not-found' });
    await expect(
      removeRehearsal(world.as(world.admin), { rehearsalId: items[0]?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a framework of competencies', () => {
  const yaml =
    'name: Our principles\ncompetencies:\n  - Dive deep\n  - name: Ownership\n    hint: follow-ups driven to the end\n';

  test('is read from YAML, is private, and replaces the one with the same name', async () => {
    const framework = await addFramework(ctx, { yaml });
    expect(framework).toMatchObject({
      name: 'Our principles',
      isMine: true,
      competencies: [
        { key: 'our-principles/dive-deep' },
        { name: 'Ownership', hint: 'follow-ups driven to the end' },
      ],
    });
    await addFramework(ctx, { yaml: 'name: Our principles\ncompetencies: [客户第一]' });
    const mine = (await listFrameworks(ctx)).items.filter((one) => one.isMine);
    expect(mine).toMatchObject([
      { id: framework.id, competencies: [{ key: 'our-principles/客户第一' }] },
    ]);
    expect((await listFrameworks(world.as(world.admin))).items.filter((one) => one.isMine)).toEqual(
      [],
    );
    await expect(
      removeFramework(world.as(world.admin), { frameworkId: framework.id }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
    await removeFramework(ctx, { frameworkId: framework.id });
    expect((await listFrameworks(ctx)).items.filter((one) => one.isMine)).toEqual([]);
    expect(await addFramework(ctx, { yaml, frameworkId: framework.id })).toEqual(framework);
    await expect(
      addFramework(world.as(world.admin), { yaml, frameworkId: framework.id }),
    ).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test.each([
    ['name: x\ncompetencies:\n  - one\n  - [nested]\n', 'line 4'],
    ['name: x\ncompetencies:\n  - one\n  - one\n', 'line 4'],
    ['competencies: [one]', 'The framework has no name'],
    ['name: x', 'lists no competencies'],
    ['name: "x\ncompetencies: [', 'Not valid YAML'],
    ['- just\n- a list', 'The framework has no name'],
    [
      'name: x\ncompetencies:\n  - name: one\n    sings: [a]\n',
      "line 4: “sings” isn't a field of a competency. Fields: name, hint, signs",
    ],
    [
      'name: x\ncompetencies:\n  - name: one\n    signs:\n      - test\n      - [nested]\n',
      'line 6: A sign is one or a few words',
    ],
    [
      'name: x\ncompetencies:\n  - name: one\n    signs: { a: b }\n',
      'line 4: Signs are a list of words',
    ],
    [
      'name: x\ncompetencies:\n  - name: one\n    signs:\n      - a\n',
      'line 5: “a” is a single letter',
    ],
    [
      `name: x\ncompetencies:\n  - name: one\n    signs:\n      - ok then\n      - ${'long '.repeat(20)}\n`,
      'line 6: “long long long long …” is too long',
    ],
  ])('explains what is invalid, where, and the right form: %j', (text, said) => {
    expect(() => readFramework(text)).toThrow(said);
    expect(() => readFramework(text)).toThrow('Write a name and a list');
  });

  test('can define the words that show a competency: a list, or one comma-separated line', () => {
    const read = readFramework(
      'name: x\ncompetencies:\n  - name: one\n    signs: [Customer, support  case, customer]\n  - name: two\n    signs: 客户，用户\n  - name: three\n    signs:\n',
    );
    expect(read.competencies.map((one) => one.signs)).toEqual([
      ['customer', 'support case'],
      ['客户', '用户'],
      [],
    ]);
  });

  test('reads anything without crashing, and names each competency once', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const keys = readFramework(text).competencies.map((one) => one.key);
          expect(new Set(keys).size).toBe(keys.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid' });
        }
      }),
    );
    expect(toCompetencyKey('Ours & theirs', 'Dive  Deep!')).toBe('ours-theirs/dive-deep');
  });
});

describe('coverage', () => {
  test('shows which stories show what and how strongly, what is missing, and which incidents could fill it', async () => {
    const framework = await addFramework(ctx, {
      yaml: 'name: P\ncompetencies: [Dive deep, Ownership, Customers first]',
    });
    const { incident, items } = await makeRecord(ctx, ['lag alarm', 'patched']);
    const { story } = await addStory(ctx, {
      title: 'The alias',
      incident: incident.ref,
      competencies: ['p/dive-deep'],
      happenedOn: '2021-01-01',
    });
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I patched it',
      citations: [{ incident: incident.ref, target: 'evidence', targetId: items[1]?.id ?? '' }],
    });
    const other = await makeIncident(ctx, { title: 'Billing' });
    await addFollowUp(ctx, {
      incident: other.ref,
      text: 'Alert on the ledger',
      intent: 'detect',
      owner: {
        type: 'account',
        accountId: world.editor.type === 'account' ? world.editor.accountId : '',
      },
    });
    await addFinding(ctx, {
      type: 'hypothesis',
      incident: other.ref,
      statement: 'The ledger',
      at: '2026-03-02T08:00:00Z',
    });
    const coverage = await storyCoverage(ctx, { framework: framework.id });
    expect(coverage.cells).toEqual([
      {
        storyId: story.id,
        key: 'p/dive-deep',
        strength: 'documented',
        happenedOn: '2021-01-01',
        outcome: null,
      },
    ]);
    expect(coverage.stories).toMatchObject([
      { title: 'The alias', uses: 1, strength: 'documented' },
    ]);
    const gap = (key: string) => coverage.gaps.find((one) => one.key === key);
    expect(gap('p/dive-deep')?.missing).toEqual([
      expect.stringContaining('Only one story shows this'),
      'Nothing from the last 3 years.',
    ]);
    expect(gap('p/ownership')).toMatchObject({
      missing: ['No story shows this yet.'],
      incidents: [{ ref: other.ref, reason: 'Contains 1 follow-up you own.' }],
    });
    expect(gap('p/customers-first')?.incidents).toMatchObject([
      { reason: 'You took part, and no story covers it yet.' },
    ]);
    expect(coverage.notes).toEqual([expect.stringContaining('went wrong')]);
    await expect(
      storyCoverage(world.as(world.admin), { framework: framework.id }),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('names the stories with words of a competency that are not marked with it', async () => {
    const framework = await addFramework(ctx, {
      yaml: 'name: P\ncompetencies:\n  - name: Dive deep\n    signs: [traced, ruled out, 排查]\n  - Customer obsession',
    });
    const { story } = await addStory(ctx, { title: 'Customer Obsession: pushed back' });
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: 'I traced the lag and ruled out the broker.',
    });
    const { story: one } = await addStory(ctx, { title: 'Lunch' });
    await addClaim(ctx, { id: one.id, part: 'action', text: 'I traced a recipe.' });
    const { story: marked } = await addStory(ctx, {
      title: 'Marked',
      competencies: ['p/dive-deep'],
    });
    await addClaim(ctx, { id: marked.id, part: 'action', text: '我排查了队列, traced it.' });
    expect((await storyCoverage(ctx, { framework: framework.id })).suggested).toEqual([
      { storyId: story.id, key: 'p/dive-deep', words: ['traced', 'ruled out'] },
      { storyId: story.id, key: 'p/customer-obsession', words: ['Customer obsession'] },
    ]);
  });

  test("suggests incidents for a competency by the signs of a user's framework", async () => {
    const other = await makeIncident(ctx, { title: 'Billing' });
    await addFollowUp(ctx, {
      incident: other.ref,
      text: 'Alert on the ledger',
      intent: 'detect',
      owner: {
        type: 'account',
        accountId: world.editor.type === 'account' ? world.editor.accountId : '',
      },
    });
    const reasonIn = async (yaml: string) =>
      (await storyCoverage(ctx, { framework: (await addFramework(ctx, { yaml })).id })).gaps[0]
        ?.incidents[0]?.reason;
    expect(await reasonIn('name: P\ncompetencies: [No broken windows]')).toBe(
      'You took part, and no story covers it yet.',
    );
    expect(
      await reasonIn(
        'name: P\ncompetencies:\n  - name: No broken windows\n    signs: [prevented, guard]',
      ),
    ).toBe('Contains 1 prevention or detection follow-up you own.');
  });

  test('includes incidents in which the user wrote, as far as they can see them', async () => {
    const framework = await addFramework(ctx, { yaml: 'name: P\ncompetencies: [Ownership]' });
    const { incident } = await makeRecord(ctx, ['lag alarm']);
    const hidden = await makeRecord(world.as(world.admin), ['secret'], {
      visibility: 'private',
    });
    const [ada] = (await listPeople(ctx, { incident: incident.ref })).participants;
    await setMe(ctx, { personId: ada?.personId ?? '' });
    const { gaps } = await storyCoverage(ctx, { framework: framework.id });
    expect(gaps[0]?.incidents.map((one) => one.ref)).toEqual([incident.ref]);
    expect(JSON.stringify(gaps)).not.toContain(hidden.incident.id);
  });

  test('is as strong as most of the actions and results', () => {
    const of = (...grades: ('documented' | 'confirmed' | 'from-memory' | 'no-evidence')[]) =>
      rateStrength(grades.map((grade) => ({ part: 'action' as const, grade })));
    expect(of('documented', 'documented', 'from-memory')).toBe('documented');
    expect(of('documented', 'no-evidence')).toBe('no-evidence');
    expect(rateStrength([{ part: 'situation', grade: 'documented' }])).toBeNull();
    const cell = { storyId: 'x', key: 'k', strength: 'documented' as const, outcome: null };
    expect(
      describeGaps(
        [
          { ...cell, happenedOn: '2025-01-01' },
          { ...cell, happenedOn: null },
        ],
        '2026-03-02',
      ),
    ).toEqual([]);
    expect(
      describeGaps(
        [
          { ...cell, strength: 'from-memory', happenedOn: '2025-01-01' },
          { ...cell, strength: 'no-evidence', happenedOn: null },
        ],
        '2026-03-02',
      ),
    ).toHaveLength(1);
  });
});
