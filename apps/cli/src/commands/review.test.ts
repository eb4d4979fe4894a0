import type { Candidate, IncidentReview, Policy, Review, ReviewChange } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const at = '2026-03-02T10:00:00.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const review: Review = {
  id: anId,
  incidentId: anId,
  incidentRef: 'INC-2',
  incidentTitle: 'Search is empty',
  incidentStatus: 'in-review',
  requests: [],
  depth: 'full',
  reason: 'It surprised us.',
  decidedAt: at,
  decidedBy: 'Edith',
  triggers: ['teams'],
  dueOn: '2026-03-31',
  investigators: [
    { accountId: anId, name: 'Ben\u001B[2J Ito', state: 'declined', at, reason: 'On leave' },
  ],
  sponsor: { type: 'person', name: 'Cleo' },
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 3,
  can: { decide: true, answer: false },
};
const shown: IncidentReview = {
  review,
  triggers: [
    { kind: 'teams', text: '3 teams were involved.', evidence: [], findingIds: [], incidents: [] },
  ],
  facts: {
    severity: 1,
    mode: 'standard',
    teams: 3,
    people: 4,
    messages: 90,
    minutes: 57,
    requests: 0,
    services: ['search'],
    triggers: ['teams'],
  },
  policies: [
    { id: anId, name: 'Several teams', depth: 'full', applies: true, problem: null },
    { id: anId, name: 'Broken', depth: 'note', applies: false, problem: 'int divide by zero' },
    { id: anId, name: 'Other', depth: 'note', applies: false, problem: null },
  ],
  proposed: 'full',
  lastChange: null,
  can: { request: true, decide: true },
};
const change: ReviewChange = { reviews: [review], removed: [], activityId: '12' };
const candidate: Candidate = {
  accountId: anId,
  name: 'Ada Byron',
  team: 'Search',
  independence: 'adjacent',
  reasons: [{ text: 'Is in a team that was involved: Search', evidence: null }],
  doing: 1,
  done: 2,
  training: { stage: 'reverse-shadow', isSet: false },
};

const cli = (answers: Answers) => {
  const door = createFakeApi(answers);
  return { door, ...fakeWorld({ door }) };
};

describe('debrief review', () => {
  test('shows the decision, the reasons and what policies propose', async () => {
    const { run } = cli({ 'review.get': () => shown });
    const { out } = await run('review', 'INC-2');
    expect(out).toContain('Depth: full (Edith): It surprised us.');
    expect(out).toMatch(/Investigator: Ben.* Ito, declined: On leave/);
    expect(out).toContain('- 3 teams were involved.');
    expect(out).toContain('Policies propose: full\n- Several teams: full\n- Broken: int divide');
    expect(out).not.toContain('Other');
    expect(out).not.toContain('\u001B');
  });

  test('decides on the version that it read', async () => {
    const decided: unknown[] = [];
    const { run } = cli({
      'review.get': () => shown,
      'review.decide': (input) => (decided.push(input), change),
    });
    const { out } = await run('review', 'decide', 'INC-2', 'light', 'Known', '--due', '2026-04-01');
    expect(decided).toEqual([
      { incident: 'INC-2', version: 3, depth: 'light', reason: 'Known', dueOn: '2026-04-01' },
    ]);
    expect(out).toContain('debrief review undo 12');
    const wrong = await run('review', 'decide', 'INC-2', 'deep', 'x');
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('none, note, light');
  });

  test('asks a candidate by name, and says who there is', async () => {
    const asked: unknown[] = [];
    const { run } = cli({
      'review.get': () => shown,
      'review.candidates': () => ({ items: [candidate] }),
      'review.ask': (input) => (asked.push(input), change),
    });
    await run('review', 'ask', 'INC-2', 'ada byron');
    expect(asked).toEqual([{ incident: 'INC-2', version: 3, accountId: anId }]);
    expect((await run('review', 'ask', 'INC-2', 'Zoe')).err).toContain('Ada Byron');
    expect((await run('review', 'candidates', 'INC-2')).out).toContain('adjacent');
  });

  test('lists what waits for a decision, who investigates, and tries an expression', async () => {
    const set: unknown[] = [];
    const { run } = cli({
      'review.undecided': () => ({
        items: [
          {
            incidentId: anId,
            incidentRef: 'INC-7',
            incidentTitle: 'Mail is late',
            incidentStatus: 'active',
            triggers: shown.triggers,
            proposed: 'light',
          },
        ],
        checked: 4,
      }),
      'review.investigators': () => ({ items: [{ ...candidate, incidents: [] }], canTrain: true }),
      'review.train': (input) => (set.push(input), { stage: 'shadow', isSet: true }),
      'review.tryPolicy': ({ expression }) =>
        expression === 'x'
          ? { problem: "It uses a name that doesn't exist.", checked: 0, applies: 0, items: [] }
          : {
              problem: null,
              checked: 1,
              applies: 1,
              items: [
                {
                  incidentRef: 'INC-7',
                  incidentTitle: 'Mail is late',
                  followUp: null,
                  applies: true,
                  problem: null,
                  depth: null,
                },
              ],
            },
    });
    expect((await run('review', 'undecided')).out).toMatch(/INC-7 +light +3 teams were involved/);
    expect((await run('review', 'investigators')).out).toMatch(/Ada Byron +reverse-shadow +1 +2/);
    await run('review', 'train', 'ada byron', 'shadow');
    await run('review', 'train', 'ada byron', 'auto');
    expect(set).toEqual([
      { accountId: anId, stage: 'shadow' },
      { accountId: anId, stage: null },
    ]);
    expect((await run('review', 'policies', 'try', 'teams > 2')).out).toMatch(/INC-7 +yes/);
    expect(await run('review', 'policies', 'try', 'x')).toMatchObject({
      err: expect.stringContaining("doesn't exist") as string,
    });
  });

  test('lists, adds and tries policies about follow-ups', async () => {
    const given: unknown[] = [];
    const ofReviews: Policy = {
      id: anId,
      about: 'review',
      name: 'Several teams',
      expression: 'teams > 2',
      depth: 'full',
      sentence: '',
      version: 1,
      can: { change: true },
    };
    const dates: Policy = {
      ...ofReviews,
      about: 'follow-up',
      name: 'Dates',
      expression: 'dueOn == null',
      depth: null,
      sentence: 'Needs a due date.',
    };
    const { run } = cli({
      'review.policies': () => ({ items: [ofReviews, dates] }),
      'review.addPolicy': (input) => (given.push(input), dates),
      'review.tryPolicy': (input) => (
        given.push(input),
        {
          problem: null,
          checked: 7,
          applies: 1,
          items: [
            {
              incidentRef: 'INC-2',
              incidentTitle: 'Search is empty',
              followUp: { id: anId, text: 'Check the alias' },
              applies: true,
              problem: null,
              depth: null,
            },
          ],
        }
      ),
    });
    const ran = (...args: string[]) => run('review', 'policies', ...args);
    expect((await ran()).out).toContain('Several teams');
    expect((await ran()).out).not.toContain('Dates');
    const listed = (await ran('--for', 'follow-ups')).out;
    expect(listed).toMatch(/Needs a due date\. +Dates +dueOn == null/);
    expect(listed).not.toContain('Several teams');
    await ran('add', 'Dates', 'Needs a due date.', 'dueOn == null', '--for', 'follow-ups');
    const tried = await ran('try', 'dueOn == null', '--for', 'follow-ups');
    expect(tried.out).toMatch(/INC-2 +yes +\S+ +Check the alias/);
    expect(tried.err).toContain('Applies to 1 of 7 follow-ups.');
    await ran('add', 'Several teams', 'full', 'teams > 2');
    const about = 'follow-up';
    expect(given).toEqual([
      { about, name: 'Dates', sentence: 'Needs a due date.', expression: 'dueOn == null' },
      { about, expression: 'dueOn == null' },
      { about: 'review', name: 'Several teams', depth: 'full', expression: 'teams > 2' },
    ]);
    expect((await ran('add', 'Dates', 'Needs a date', 'true')).err).toContain('none, note, light');
  });

  test('of an incident without a review says what to do first', async () => {
    const { run } = cli({ 'review.get': () => ({ ...shown, review: null }) });
    expect((await run('review', 'accept', 'INC-2')).err).toContain('debrief review decide');
    expect((await run('review', 'INC-2')).out).toContain('No one has decided');
  });
});
