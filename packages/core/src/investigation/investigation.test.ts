import type { Finding, Evidence, Hypothesis } from '@debrief/contract';
import { makeEvent, makeIncident, makeRecord, testWorld, type World } from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { readRecord } from '../evidence/index.ts';
import { removeEvent } from '../timeline/index.ts';
import {
  addFinding,
  addFiveWhys,
  changeFinding,
  getFinding,
  linkFactors,
  listInvestigation,
  removeFinding,
  updateStatus,
  undoInvestigationChange,
  unlinkFactors,
} from './index.ts';

let world: World;
let ctx: Context;
let incident: { id: string; ref: string };
let items: Evidence[];

beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  ({ incident, items } = await makeRecord(ctx, [
    'lag alarm',
    'is it the broker?',
    'lag is flat',
    'broker is fine',
    'the alias lacks three days',
    'patched',
  ]));
});

const at = '2022-12-06T19:31:00.000Z';

function only(findings: readonly Finding[]): Finding {
  const [finding] = findings;
  if (!finding || findings.length !== 1) throw new Error(`${findings.length} findings`);
  return finding;
}

async function hypothesis(): Promise<{ finding: Hypothesis; activityId: string }> {
  const change = await addFinding(ctx, {
    type: 'hypothesis',
    incident: incident.ref,
    statement: 'The broker is borked',
    by: 'on-call (search)',
    citations: [{ evidenceId: items[1]?.id ?? '' }],
  });
  const finding = only(change.findings);
  if (finding.type !== 'hypothesis') throw new Error('no hypothesis');
  return { finding, activityId: change.activityId };
}

test('a hypothesis starts with its proposal, at the time of its evidence, and is recorded', async () => {
  const { finding } = await hypothesis();
  expect(finding).toMatchObject({
    status: 'open',
    tookMs: null,
    isRedHerring: false,
    at: items[1]?.occurredAt,
    citations: [],
  });
  expect(finding.steps).toMatchObject([
    { kind: 'proposed', by: 'on-call (search)', citations: [{ itemId: items[1]?.itemId }] },
  ]);
  const [activity] = (await listActivity(ctx, { incidentId: incident.id })).items;
  expect(activity).toMatchObject({ kind: 'hypothesis.added', subjectId: finding.id, before: [] });
  const [, cited] = (await readRecord(ctx, incident.ref, {})).items;
  expect(cited?.citedIn).toEqual([finding.id]);
});

test('the last deciding update sets the status; one that cost time and was ruled out is a red herring', async () => {
  const { finding } = await hypothesis();
  const tested = await updateStatus(ctx, {
    id: finding.id,
    version: 1,
    kind: 'tested',
    at: '2022-12-06T19:32:00Z',
    note: 'Lag is flat',
  });
  expect(only(tested.findings)).toMatchObject({ status: 'open' });
  const ruledOut = only(
    (
      await updateStatus(ctx, {
        id: finding.id,
        version: 2,
        kind: 'ruled-out',
        citations: [{ evidenceId: items[3]?.id ?? '', stance: 'contradicts' }],
      })
    ).findings,
  );
  if (ruledOut.type !== 'hypothesis') throw new Error('no hypothesis');
  expect(ruledOut).toMatchObject({ status: 'ruled-out', isRedHerring: true });
  expect(ruledOut.steps.find((step) => step.kind === 'ruled-out')).toMatchObject({
    at: items[3]?.occurredAt,
    citations: [{ stance: 'contradicts' }],
  });
  const reopened = only(
    (
      await updateStatus(ctx, {
        id: finding.id,
        version: 3,
        kind: 'reopened',
        at: '2030-01-01T00:00:00Z',
      })
    ).findings,
  );
  expect(reopened).toMatchObject({ status: 'open' });
});

test('an update can be changed and removed, the proposal cannot', async () => {
  const { finding } = await hypothesis();
  const step = { id: finding.id, stepId: finding.steps[0]?.id ?? '' };
  await expect(updateStatus(ctx, { ...step, version: 1, isRemoved: true })).rejects.toMatchObject({
    code: 'invalid',
  });
  const noted = only(
    (await updateStatus(ctx, { ...step, version: 1, note: 'It lagged last week' })).findings,
  );
  expect(noted).toMatchObject({
    steps: [
      { kind: 'proposed', note: 'It lagged last week', citations: [{ itemId: items[1]?.itemId }] },
    ],
  });
  const tested = only(
    (await updateStatus(ctx, { id: finding.id, version: 2, kind: 'supported' })).findings,
  );
  const added =
    tested.type === 'hypothesis' ? tested.steps.find((one) => one.kind === 'supported') : undefined;
  const back = only(
    (
      await updateStatus(ctx, {
        id: finding.id,
        version: 3,
        stepId: added?.id ?? '',
        isRemoved: true,
      })
    ).findings,
  );
  expect(back).toMatchObject({ status: 'open', steps: [{ kind: 'proposed' }] });
});

test('of two people who decide it at once, one wins and the other gets the current state', async () => {
  const { finding } = await hypothesis();
  const results = await Promise.allSettled([
    updateStatus(ctx, { id: finding.id, version: 1, kind: 'ruled-out' }),
    updateStatus(world.as(world.admin), { id: finding.id, version: 1, kind: 'confirmed' }),
  ]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  const lost = results.find((result) => result.status === 'rejected');
  expect(lost?.reason).toMatchObject({ code: 'conflict', current: { id: finding.id, version: 2 } });
});

test('a decision keeps what was known and not known, its options, and the time since the start', async () => {
  await makeEvent(ctx, incident, [], {
    title: 'Customers report',
    at: '2022-12-06T19:00:00Z',
    type: 'detection',
    citations: [],
  });
  const change = await addFinding(ctx, {
    type: 'decision',
    incident: incident.ref,
    statement: 'Patch the alias by hand',
    at,
    role: 'incident commander',
    known: 'The alias lacks three days',
    unknown: 'Why the tooling stopped',
    options: [
      { text: 'Patch by hand', tradeOff: 'May be overwritten tonight', isChosen: true },
      { text: 'Roll the tooling back', tradeOff: 'Takes an hour', isChosen: false },
    ],
    reversibility: 'reversible',
    abortCriteria: 'Not understood by 16:00: roll back',
  });
  expect(only(change.findings)).toMatchObject({
    type: 'decision',
    elapsedMs: 31 * 60_000,
    reversibility: 'reversible',
    outcome: '',
  });
  const outcome = await changeFinding(ctx, {
    type: 'decision',
    id: only(change.findings).id,
    version: 1,
    outcome: 'It held',
  });
  expect(only(outcome.findings)).toMatchObject({ outcome: 'It held', role: 'incident commander' });
});

test('a question is answered with evidence; a finding never changes its type', async () => {
  const { findings } = await addFinding(ctx, {
    type: 'question',
    incident: incident.ref,
    statement: 'Why was the alert silent?',
    at,
    askedOf: 'observability',
  });
  const { id } = only(findings);
  expect(only(findings)).toMatchObject({ isAnswered: false });
  const answered = await changeFinding(ctx, {
    type: 'question',
    id,
    version: 1,
    answer: 'It matched nothing',
    citations: [{ evidenceId: items[2]?.id ?? '' }],
  });
  expect(only(answered.findings)).toMatchObject({
    isAnswered: true,
    citations: [{ itemId: items[2]?.itemId }],
  });
  await expect(
    changeFinding(ctx, { type: 'factor', id, version: 2, kind: 'risk' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await expect(updateStatus(ctx, { id, version: 2, kind: 'tested' })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('whys become one path of the factor graph; a cycle is kept and reported', async () => {
  const { findings, links } = await addFiveWhys(ctx, {
    incident: incident.ref,
    outcome: 'New products were not found',
    whys: [
      'The alias lacked them',
      'The tooling swallowed a parameter',
      'Nothing checks its types',
    ],
  });
  expect(findings).toHaveLength(4);
  expect(links.map((link) => link.kind)).toEqual(['led-to', 'led-to', 'led-to']);
  const ids = new Map(findings.map((finding) => [finding.statement, finding.id]));
  const first = ids.get('New products were not found') ?? '';
  const last = ids.get('Nothing checks its types') ?? '';
  expect(links.find((link) => link.to === first)?.from).toBe(ids.get('The alias lacked them'));
  const ring = await linkFactors(ctx, {
    incident: incident.ref,
    from: first,
    to: last,
    kind: 'made-possible',
  });
  const investigation = await listInvestigation(ctx, { incident: incident.ref });
  expect(investigation.cycles).toEqual([[...ids.values()].toSorted()]);
  await unlinkFactors(ctx, { id: ring.id });
  expect((await listInvestigation(ctx, { incident: incident.ref })).cycles).toEqual([]);
  const longer = await addFiveWhys(ctx, {
    incident: incident.ref,
    outcomeId: last,
    whys: ['It was a script once'],
  });
  expect(longer.links.some((link) => link.to === last)).toBe(true);
});

test('five whys sent twice with the same ids are one path, after an outcome or a factor', async () => {
  const ids = [ctx.ids.next(), ctx.ids.next()];
  const path = { incident: incident.ref, outcome: 'Orders were lost', whys: ['A queue'], ids };
  const sent = await addFiveWhys(ctx, path);
  expect(sent.findings.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(await addFiveWhys(ctx, path)).toEqual(sent);
  const longer = {
    incident: incident.ref,
    outcomeId: ids[1] ?? '',
    whys: ['It was full'],
    ids: [ctx.ids.next()],
  };
  expect(await addFiveWhys(ctx, longer)).toEqual(await addFiveWhys(ctx, longer));
  expect((await listInvestigation(ctx, { incident: incident.ref })).findings).toHaveLength(3);
  await expect(addFiveWhys(ctx, { ...path, ids: ids.slice(1) })).rejects.toThrow('different id');
  await expect(
    addFiveWhys(ctx, { ...path, ids: [ids[0] ?? '', ctx.ids.next()] }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('undo restores a removed finding with its citations, and undoing that removes it again', async () => {
  const { finding, activityId } = await hypothesis();
  const removed = await removeFinding(ctx, { id: finding.id, version: 1 });
  expect(removed).toMatchObject({ findings: [], removed: [finding.id] });
  await expect(getFinding(ctx, { id: finding.id })).rejects.toMatchObject({ code: 'not-found' });
  const back = await undoInvestigationChange(ctx, { activityId: removed.activityId });
  expect(only(back.findings)).toMatchObject({
    id: finding.id,
    steps: [{ citations: [{ itemId: items[1]?.itemId }] }],
  });
  await expect(
    undoInvestigationChange(ctx, { activityId: removed.activityId }),
  ).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await undoInvestigationChange(ctx, { activityId: back.activityId })).removed).toEqual([
    finding.id,
  ]);
  await expect(
    undoInvestigationChange(world.as(world.admin), { activityId }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('a repeated request with the same id adds one finding', async () => {
  const input = {
    type: 'factor' as const,
    id: ctx.ids.next(),
    incident: incident.ref,
    statement: 'Collections are made two days ahead',
    at,
  };
  const one = await addFinding(ctx, input);
  const again = await addFinding(ctx, input);
  expect(again.activityId).toBe(one.activityId);
  expect((await listInvestigation(ctx, { incident: incident.ref })).findings).toHaveLength(1);
});

test('readers cannot write; a finding needs a time or evidence; evidence of another incident is refused', async () => {
  await hypothesis();
  const reader = world.as(world.viewer);
  expect((await listInvestigation(reader, { incident: incident.ref })).findings).toMatchObject([
    { can: { change: false } },
  ]);
  await expect(
    addFinding(reader, { type: 'question', incident: incident.ref, statement: 'x', at }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  await expect(
    addFinding(ctx, { type: 'question', incident: incident.ref, statement: 'x' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  const other = await makeIncident(ctx);
  await expect(
    addFinding(ctx, {
      type: 'factor',
      incident: other.ref,
      statement: 'x',
      citations: [{ evidenceId: items[0]?.id ?? '' }],
    }),
  ).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('an observation has its own fields', async () => {
  const { findings } = await addFinding(ctx, {
    type: 'observation',
    incident: incident.ref,
    statement: 'The index has fewer documents than the queue delivered',
    at,
    kind: 'comparison',
    stages: [
      { name: 'queue', count: 4812, expectedLoss: null, definition: 'delivered since midnight' },
      { name: 'silverstage', count: 4611, expectedLoss: 0.01, definition: '' },
    ],
    conclusion: 'The loss is after the broker',
    citations: [{ evidenceId: items[2]?.id ?? '' }],
  });
  const observation = only(findings);
  expect(observation).toMatchObject({
    type: 'observation',
    kind: 'comparison',
    reproduced: 'unknown',
    value: null,
    stages: [{ name: 'queue' }, { name: 'silverstage', count: 4611, expectedLoss: 0.01 }],
  });
  const changed = await changeFinding(ctx, {
    type: 'observation',
    id: observation.id,
    version: observation.version,
    kind: 'measurement',
    value: -3.5,
    unit: 'ms',
  });
  expect(only(changed.findings)).toMatchObject({ kind: 'measurement', value: -3.5 });
});

test('conflicting accounts keep both, with their events, through removal and undo', async () => {
  const support = await makeEvent(ctx, incident, [], { title: 'Moved before lunch', at });
  const accounts = [
    { eventId: support.id, whose: 'support', says: '' },
    { eventId: null, whose: 'search', says: 'It was 2 pm' },
  ];
  const statement = 'When the traffic was moved';
  const { findings } = await addFinding(ctx, {
    type: 'contradiction',
    incident: incident.ref,
    statement,
    at,
    accounts,
  });
  const contradiction = only(findings);
  expect(contradiction).toMatchObject({ accounts, explanation: '' });
  await removeEvent(ctx, { id: support.id, version: support.version });
  const change = await changeFinding(ctx, {
    type: 'contradiction',
    id: contradiction.id,
    version: contradiction.version,
    explanation: 'They use different clocks',
    accounts,
  });
  expect(only(change.findings)).toMatchObject({
    accounts,
    explanation: 'They use different clocks',
  });
  await undoInvestigationChange(ctx, { activityId: change.activityId });
  expect((await listInvestigation(ctx, { incident: incident.ref })).findings).toMatchObject([
    { statement, accounts, explanation: '' },
  ]);
});

test.each([
  ['one account', [{ eventId: null, whose: 'a', says: 'x' }]],
  [
    'an account that says nothing',
    [
      { eventId: null, whose: 'a', says: 'x' },
      { eventId: null, whose: 'b', says: ' ' },
    ],
  ],
])('conflicting accounts with %s are refused', async (_, accounts) => {
  const added = addFinding(ctx, {
    type: 'contradiction',
    incident: incident.ref,
    statement: 'x',
    at,
    accounts,
  });
  await expect(added).rejects.toMatchObject({ code: 'invalid' });
});

test('an account cannot refer to an event of another incident', async () => {
  const other = await makeIncident(ctx);
  const event = await makeEvent(ctx, other, [], { title: 'Elsewhere', at });
  const accounts = [
    { eventId: event.id, whose: 'a', says: 'x' },
    { eventId: null, whose: 'b', says: 'y' },
  ];
  await expect(
    addFinding(ctx, {
      type: 'contradiction',
      incident: incident.ref,
      statement: 'x',
      at,
      accounts,
    }),
  ).rejects.toMatchObject({ code: 'invalid', issues: [{ at: 'accounts.0.eventId' }] });
});
