import type { FollowUp, Incident } from '@debrief/contract';
import {
  exportBundle,
  importBundleText,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../context.ts';
import { makeIncidentPrivate, readRecord } from '../evidence/index.ts';
import {
  addFollowUp,
  answerRecurrence,
  changeFollowUpStatus,
  listFollowUps,
  undoFollowUpChange,
} from '../follow-up/index.ts';
import { archiveIncident } from '../incident/index.ts';
import { addFinding } from '../investigation/index.ts';
import { listIncidentRecurrences, listOwnRecurrences } from './index.ts';

let world: World;
let ctx: Context;
let incident: Incident;
let followUp: FollowUp;

const writeAlert = (name: string, at: string) =>
  JSON.stringify({
    labels: { alertname: name },
    annotations: { summary: `${name} fires` },
    startsAt: at,
    status: { state: 'active' },
    fingerprint: name,
  });
const addAlert = (to: { ref: string }, name: string, at: string) =>
  importFile(ctx, to, { name: `${name} ${at}.json`, text: writeAlert(name, at) });

/** A follow-up of a factor that cites the alert `Stale`, done at 09:00. */
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  incident = await makeIncident(ctx);
  await addAlert(incident, 'Stale', '2026-03-02T08:00:00Z');
  const { items } = await readRecord(ctx, incident.ref, { limit: 10 });
  const factor = await addFinding(ctx, {
    type: 'factor',
    incident: incident.ref,
    statement: 'Nothing checks the alias',
    citations: items.map(({ id }) => ({ evidenceId: id })),
  });
  const added = await addFollowUp(ctx, {
    incident: incident.ref,
    intent: 'prevent',
    text: 'Check the alias',
    originId: factor.findings[0]?.id ?? '',
    owner: {
      type: 'account',
      accountId: world.editor.type === 'account' ? world.editor.accountId : '',
    },
  });
  followUp = only(added.followUps);
  const done = await changeFollowUpStatus(ctx, { id: followUp.id, version: 1, to: 'done' });
  followUp = only(done.followUps);
});

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (!item || items.length > 1) throw new Error(`${items.length} items`);
  return item;
}

const readMatches = async (by = ctx) =>
  only(await listIncidentRecurrences(by, { incident: incident.ref })).matches;

test('an alert that fires again is asked about once, and a person reopens the follow-up', async () => {
  expect(await readMatches()).toEqual([]);
  const other = await makeIncident(ctx, { title: 'Again' });
  await addAlert(other, 'Stale', '2026-03-05T08:00:00Z');
  await addAlert(other, 'Unrelated', '2026-03-05T08:00:00Z');
  const match = only(await readMatches());
  expect(match).toMatchObject({ what: 'alert', incidentRef: other.ref, text: 'Stale fires' });
  expect(await listOwnRecurrences(ctx)).toMatchObject([{ followUp: { id: followUp.id } }]);
  const evidenceIds = [match.id];
  const given = { id: followUp.id, version: 2, cameBack: false, evidenceIds };
  await expect(answerRecurrence(ctx, given)).rejects.toMatchObject({ code: 'invalid' });
  const no = await answerRecurrence(ctx, { ...given, reason: 'A test of the alert' });
  expect(only(no.followUps)).toMatchObject({
    state: 'done',
    recurrences: [{ cameBack: false, reason: 'A test of the alert', by: 'Edith', evidenceIds }],
  });
  expect(await readMatches()).toEqual([]);
  expect(await listOwnRecurrences(ctx)).toEqual([]);
  await undoFollowUpChange(ctx, no);
  expect(await readMatches()).toHaveLength(1);
  const yes = { ...given, version: 4, cameBack: true };
  await expect(answerRecurrence(ctx, { ...yes, version: 3 })).rejects.toMatchObject({
    code: 'conflict',
  });
  const reopened = only((await answerRecurrence(ctx, yes)).followUps);
  expect(reopened.state).toBe('in-progress');
  expect(await listIncidentRecurrences(ctx, { incident: incident.ref })).toEqual([]);
  await expect(answerRecurrence(ctx, { ...yes, version: 5 })).rejects.toMatchObject({
    code: 'invalid',
  });
  const bundle = await exportBundle(ctx, incident.ref);
  const copy = await testWorld();
  const imported = await importBundleText(copy.as(copy.editor), bundle);
  const copies = await listFollowUps(copy.as(copy.editor), { incident: imported.ref });
  expect(only(copies.items).recurrences).toEqual(reopened.recurrences);
});

test('nothing of a private incident is asked, and an outsider can answer nothing', async () => {
  const other = await makeIncident(ctx, { title: 'Hidden' });
  await addAlert(other, 'Stale', '2026-03-05T08:00:00Z');
  await makeIncidentPrivate(ctx, { incident: other.ref, version: other.version });
  const outsider = world.as(world.outsider);
  expect(await readMatches(outsider)).toEqual([]);
  const match = only(await readMatches());
  await makeIncidentPrivate(ctx, { incident: incident.ref, version: incident.version });
  const given = { id: followUp.id, version: 2, cameBack: true, evidenceIds: [match.id] };
  for (const send of [
    () => listIncidentRecurrences(outsider, { incident: incident.ref }),
    () => answerRecurrence(outsider, given),
  ])
    await expect(send()).rejects.toMatchObject({ code: 'not-found' });
});

const logLine = (at: string, order: number, level = 'ERROR') =>
  `${at} ${level} worker-${order}: alias swap lost order ${order} after ${order} seconds\n`;
const addLog = (to: { ref: string }, name: string, text: string) =>
  importFile(ctx, to, { name: `${name}.log`, text });

/** A follow-up of a factor that cites a line of a log, done at 09:00. */
async function addErrorFollowUp(): Promise<FollowUp> {
  await addLog(incident, 'first', logLine('2026-03-01T08:00:00Z', 7));
  const { items } = await readRecord(ctx, incident.ref, { limit: 10, kind: 'log' });
  const factor = await addFinding(ctx, {
    type: 'factor',
    incident: incident.ref,
    statement: 'Orders are lost during a swap',
    citations: items.map(({ id }) => ({ evidenceId: id })),
  });
  const added = await addFollowUp(ctx, {
    incident: incident.ref,
    intent: 'prevent',
    text: 'Swap in a transaction',
    originId: factor.findings[0]?.id ?? '',
  });
  const { id } = only(added.followUps);
  const done = await changeFollowUpStatus(ctx, { id, version: 1, to: 'done' });
  return only(done.followUps);
}

const readErrors = async ({ id }: FollowUp, by = ctx) => {
  const items = await listIncidentRecurrences(by, { incident: incident.ref });
  return items.find(({ followUpId }) => followUpId === id)?.matches;
};

test('an error in a new log is asked about once for each incident', async () => {
  const swap = await addErrorFollowUp();
  expect({ items: await listIncidentRecurrences(ctx, { incident: incident.ref }) }).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ followUpId: swap.id, errors: 1, alerts: [], matches: [] }),
    ]),
  });
  const other = await makeIncident(ctx, { title: 'Again' });
  await addLog(
    other,
    'second',
    logLine('2026-01-05T08:00:00Z', 1) +
      logLine('2026-03-05T08:00:00Z', 12) +
      logLine('2026-03-05T08:00:05Z', 4711) +
      '2026-03-05T08:00:06Z ERROR worker-1: alias swap lost order 5 after a rollback\n',
  );
  const matches = await readErrors(swap);
  expect(matches).toMatchObject([
    { what: 'error', incidentRef: other.ref, at: '2026-03-05T08:00:00.000Z', isCitable: false },
  ]);
  const no = await answerRecurrence(ctx, {
    id: swap.id,
    version: 2,
    cameBack: false,
    reason: 'A replay of the old log',
    evidenceIds: [matches?.[0]?.id ?? ''],
  });
  expect(await readErrors(swap)).toEqual([]);
  const third = await makeIncident(ctx, { title: 'Once more' });
  await addLog(third, 'third', logLine('2026-03-06T08:00:00Z', 9));
  expect(await readErrors(swap)).toMatchObject([{ what: 'error', incidentRef: third.ref }]);
  await undoFollowUpChange(ctx, no);
  expect(await readErrors(swap)).toMatchObject([
    { incidentRef: third.ref },
    { incidentRef: other.ref },
  ]);
});

test('no error of a private or archived incident, or of a lower level', async () => {
  const swap = await addErrorFollowUp();
  const hidden = await makeIncident(ctx, { title: 'Hidden' });
  await addLog(hidden, 'second', logLine('2026-03-05T08:00:00Z', 12));
  await makeIncidentPrivate(ctx, { incident: hidden.ref, version: hidden.version });
  const old = await makeIncident(ctx, { title: 'Old' });
  await addLog(old, 'third', logLine('2026-03-05T09:00:00Z', 13));
  await archiveIncident(world.as(world.admin), { incident: old.ref, version: old.version });
  const other = await makeIncident(ctx, { title: 'Calm' });
  await addLog(other, 'fourth', logLine('2026-03-05T10:00:00Z', 14, 'INFO'));
  expect(await readErrors(swap)).toMatchObject([{ incidentRef: hidden.ref }]);
  expect(await readErrors(swap, world.as(world.outsider))).toEqual([]);
});
