import type { FollowUp, FollowUpChange, Milestones } from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId, anIncident } from '../testing/samples.ts';

const at = '2022-12-06T14:30:05.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };

function aFollowUp(more: Partial<FollowUp> = {}): FollowUp {
  return {
    id: anId,
    incidentId: anId,
    incidentRef: 'INC-2',
    incidentTitle: 'Apollo 13',
    text: 'Be more careful',
    intent: 'prevent',
    origin: null,
    owner: null,
    doneWhen: 'x',
    dueOn: '2022-12-01',
    isOverdue: true,
    trackerUrl: null,
    issue: null,
    state: 'open',
    stateAt: at,
    verification: '',
    wontDoReason: '',
    recurrences: null,
    asks: [],
    citations: [],
    questions: [
      {
        rule: 'careful',
        field: 'text',
        quoted: 'Be more careful',
        start: 0,
        end: 15,
        question: 'What would make it easy?',
        source: 'SRE',
      },
    ],
    meant: [],
    createdAt: at,
    createdBy: by,
    updatedAt: at,
    updatedBy: by,
    version: 7,
    can: { change: true },
    ...more,
  };
}
const change = (more: Partial<FollowUp> = {}): FollowUpChange => ({
  followUps: [aFollowUp(more)],
  removed: [],
  activityId: '12',
});

const cli = (answers: Answers) => {
  const door = createFakeApi(answers);
  return { door, ...fakeWorld({ door }) };
};

describe('debrief follow-up', () => {
  test('lists follow-ups page by page, with filters', async () => {
    const asked: unknown[] = [];
    const ask = { policyId: anId, name: 'Dates', sentence: 'Needs a date.', problem: null };
    const list = (input: Record<string, unknown>) => {
      asked.push(input);
      return input['cursor'] === undefined
        ? { items: [aFollowUp()], next: 'c2' }
        : {
            items: [
              aFollowUp({ owner: { type: 'team', name: 'Search' }, questions: [], asks: [ask] }),
            ],
            next: null,
          };
    };
    const { run } = cli({ 'follow-up.all': list });
    const ran = await run(
      'follow-up',
      '--owned-by',
      'me',
      '--state',
      'unfinished',
      '--for',
      'prevent',
      '--older-than',
      '30',
      '--overdue',
      '--asked',
      '--sort',
      '-age',
    );
    expect(ran.out.split('\n').slice(1, 3)).toEqual([
      `2022-12-01 overdue  INC-2     open   prevent  -       -      careful        ${anId}  Be more careful`,
      `2022-12-01 overdue  INC-2     open   prevent  Search  -      Needs a date.  ${anId}  Be more careful`,
    ]);
    expect(asked).toMatchObject([
      { owner: 'me', state: 'unfinished', intent: 'prevent', overdue: 'true', asked: 'true' },
      { cursor: 'c2', sort: '-age' },
    ]);
    expect((await run('follow-up', '--sort', 'weight')).err).toContain('Use one of due, text');
  });

  test('adds one, and prints the questions about its wording to stderr', async () => {
    let given: unknown;
    const { run } = cli({ 'follow-up.add': (input) => ((given = input), change()) });
    const ran = await run(
      'follow-up',
      'add',
      'INC-2',
      'Be more careful',
      '--team',
      'Search',
      '--due',
      '2022-12-01',
      '--done-when',
      'x',
    );
    expect(given).toMatchObject({
      incident: 'INC-2',
      text: 'Be more careful',
      intent: 'prevent',
      owner: { type: 'team', name: 'Search' },
      dueOn: '2022-12-01',
    });
    expect(ran.out).toBe(`${anId}  open  Be more careful\n`);
    expect(ran.err).toContain('“Be more careful”: What would make it easy? (careful)');
    expect(parseOutput(await run('follow-up', 'add', 'INC-2', 'x', '--json'))).toMatchObject({
      activityId: '12',
    });
    expect(
      (await run('follow-up', 'add', 'INC-2', 'x', '--team', 'a', '--owner', 'b')).err,
    ).toContain('Name only one owner');
  });

  test('changes fields and status by version', async () => {
    const given: unknown[] = [];
    const { run } = cli({
      'follow-up.get': () => aFollowUp(),
      'follow-up.change': (input) => (given.push(input), change()),
      'follow-up.changeStatus': (input) => (given.push(input), change({ state: 'verified' })),
    });
    await run('follow-up', 'change', anId, '--meant', 'careful', '--no-owner');
    await run(
      'follow-up',
      'status',
      anId,
      'verified',
      '--verification',
      'It was red',
      '--cite',
      anId,
    );
    expect(given).toMatchObject([
      { id: anId, version: 7, meant: ['careful'], owner: null },
      {
        id: anId,
        version: 7,
        to: 'verified',
        verification: 'It was red',
        citations: [{ evidenceId: anId }],
      },
    ]);
    expect((await run('follow-up', 'status', anId, 'finished')).err).toContain(
      'Unknown status "finished".',
    );
    expect((await run('follow-up', 'change', anId)).err).toContain('Nothing to change');
  });

  test('removes one, and says how to restore it', async () => {
    const { run } = cli({
      'follow-up.get': () => aFollowUp(),
      'follow-up.remove': () => ({ followUps: [], removed: [anId], activityId: '12' }),
    });
    expect((await run('follow-up', 'remove', anId)).out).toContain('debrief follow-up undo 12');
  });
});

describe('debrief milestones', () => {
  const found: Milestones = {
    milestones: [
      {
        kind: 'impact-started',
        at: '2022-12-04T05:00:00.000Z',
        precision: 'about',
        eventId: null,
        note: 'the first of them',
        setAt: at,
        setBy: by,
        version: 3,
      },
    ],
    durations: [
      {
        name: 'to-detect',
        from: 'impact-started',
        to: 'detected',
        status: 'running',
        ms: 94_500_000,
        precision: 'about',
      },
      {
        name: 'impact',
        from: 'impact-started',
        to: 'mitigated',
        status: 'invalid',
        ms: null,
        precision: 'about',
      },
      {
        name: 'to-resolve',
        from: 'detected',
        to: 'resolved',
        status: 'missing',
        ms: null,
        precision: 'exact',
      },
    ],
    phases: [
      {
        name: 'undetected',
        from: '2022-12-04T05:00:00.000Z',
        until: null,
        status: 'running',
        ms: 94_500_000,
        precision: 'about',
      },
    ],
    deadlines: [
      {
        obligation: 'gdpr',
        milestone: 'gdpr-notification',
        dueAt: '2022-12-09T05:00:00.000Z',
        status: 'open',
        ms: 7_200_000,
      },
      {
        obligation: 'nis2',
        milestone: 'nis2-final-report',
        dueAt: null,
        status: 'waiting',
        ms: null,
      },
    ],
    can: { change: true },
  };

  test('shows each milestone with its time, and durations or why they are unknown', async () => {
    const lines = (await cli({ 'incident.milestones': () => found }).run('milestones', 'INC-2')).out
      .split('\n')
      .map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
    expect(lines).toContain('impact-started  ~2022-12-04T05:00Z  the first of them');
    expect(lines).toContain('detected  -');
    expect(lines).toContain('to-detect (impact-started → detected)  about 1 d 2 h, ongoing');
    expect(lines).toContain('impact (impact-started → mitigated)  invalid: ends before it starts');
    expect(lines).toContain('to-resolve (detected → resolved)  -');
    expect(lines).toContain('phase undetected  about 1 d 2 h, ongoing');
    expect(lines).toContain('due: gdpr-notification (gdpr)  2022-12-09T05:00:00Z, due in 2 h');
    expect(lines).toContain('due: nis2-final-report (nis2)  waiting for nis2-notification');
    expect(lines).toContain('aware  -');
    expect(lines.some((line) => line.startsWith('cra-'))).toBe(false);
  });

  test('sets and removes reporting obligations', async () => {
    const given: unknown[] = [];
    const { run } = cli({
      'incident.milestones': () => found,
      'incident.get': () => anIncident({ version: 4 }),
      'incident.change': (input: unknown) => (given.push(input), anIncident()),
    });
    await run('milestones', 'INC-2', 'require', 'gdpr, nis2');
    await run('milestones', 'INC-2', 'require', 'none');
    expect(given).toEqual([
      { incident: 'INC-2', version: 4, obligations: ['gdpr', 'nis2'] },
      { incident: 'INC-2', version: 4, obligations: [] },
    ]);
    expect((await run('milestones', 'INC-2', 'require', 'hipaa')).err).toContain(
      'Name obligations of gdpr',
    );
    expect((await run('milestones', 'INC-2', 'require')).err).toContain('or none');
  });

  test('sets and clears a milestone by version', async () => {
    const given: unknown[] = [];
    const answer = (input: unknown) => (given.push(input), found);
    const { run } = cli({
      'incident.milestones': () => found,
      'incident.setMilestone': answer,
      'incident.clearMilestone': answer,
    });
    await run(
      'milestones',
      'INC-2',
      'set',
      'detected',
      '--at',
      '2022-12-06T14:30:00Z',
      '--precision',
      'minute',
    );
    await run('milestones', 'INC-2', 'set', 'impact-started', '--event', anId);
    await run('milestones', 'INC-2', 'clear', 'impact-started');
    expect(given).toMatchObject([
      { kind: 'detected', at: '2022-12-06T14:30:00Z', precision: 'minute', version: null },
      { kind: 'impact-started', eventId: anId, version: 3 },
      { kind: 'impact-started' },
    ]);
    expect((await run('milestones', 'INC-2', 'clear', 'resolved')).err).toContain(
      'INC-2 has no milestone resolved.',
    );
    expect((await run('milestones', 'INC-2', 'set', 'over')).err).toContain('Name the milestone');
    expect((await run('milestones', 'INC-2', 'set', 'resolved', '--at', 'noon')).err).toContain(
      '--at',
    );
  });
});

test('creates, links, syncs and unlinks the issue of a follow-up', async () => {
  const issue: FollowUp['issue'] = {
    trackerId: anId,
    tracker: 'GitHub acme/shop',
    key: 'acme/shop#12',
    url: 'https://github.com/acme/shop/issues/12',
    status: 'open',
    isStatusIgnored: false,
    assignee: null,
    state: 'failing',
    problem: 'github.com answered 500.',
    checkedAt: null,
    nextAt: null,
    notSynced: ['dueOn'],
    conflicts: [],
  };
  const linked = aFollowUp({ issue });
  const items = [{ id: anId, name: 'GitHub acme/shop' }].map((one) => ({
    ...one,
    settings: {
      kind: 'github' as const,
      url: 'https://github.com',
      project: 'acme/shop',
      labels: [],
      issueType: 'Task',
      statuses: {},
    },
    hasSigningSecret: false,
    links: null,
    askedAt: null,
    waitsUntil: null,
    problem: null,
  }));
  const answers: Answers = {
    'tracker.list': () => ({ items, publicUrl: null }),
    'tracker.createIssue': () => linked,
    'tracker.linkIssue': () => linked,
    'tracker.syncIssue': () => linked,
    'tracker.unlinkIssue': () => aFollowUp(),
  };
  const run = (...args: string[]) => {
    const door = createFakeApi(answers);
    return fakeWorld({ door }).run('follow-up', ...args);
  };
  const created = await run('issue', anId);
  expect(created.out).toBe('acme/shop#12  failing  open  https://github.com/acme/shop/issues/12\n');
  expect(created.err).toContain('github.com answered 500.');
  expect((await run('issue', anId, '--tracker', 'Jira')).err).toContain('No tracker here');
  expect((await run('link', anId, 'https://github.com/acme/shop/issues/12')).code).toBe(0);
  expect((await run('sync', anId)).code).toBe(0);
  expect((await run('unlink', anId)).out).toBe('No issue\n');
});
