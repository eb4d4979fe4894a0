import type { AddFollowUp, Incident, MilestoneKind, SetMilestone } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { includeStream, listSources, readRecord, setClockOffset } from '@debrief/core/evidence';
import { changeIncident, getIncident } from '@debrief/core/incident';
import { redactEvidence } from '@debrief/core/redaction';
import {
  addFollowUp,
  changeFollowUp,
  changeFollowUpStatus,
  removeFollowUp,
  undoFollowUpChange,
} from '@debrief/core/follow-up';
import { addComment, replyToComment, resolveComment } from '@debrief/core/comment';
import { clearMilestone, setMilestone, listTimeline } from '@debrief/core/timeline';
import {
  declineMatch,
  listPeople,
  mergePersons,
  renamePerson,
  setRoles,
  splitIdentity,
} from '@debrief/core/people';
import { keepNote } from '@debrief/core/lens';
import {
  addFinding,
  addFiveWhys,
  listInvestigation,
  removeFinding,
  updateStatus,
  undoInvestigationChange,
} from '@debrief/core/investigation';

import { addSafeguard, proveSafeguard } from '@debrief/core/safeguard';
import { runRunbook } from './run-runbook.ts';
import { importFile, makeIncident, messages } from './factories.ts';
import type { World } from './world.ts';
import { createMessage, importSlack } from './slack-export.ts';
import { publish, report, propose, tell } from './rich-report.ts';
import { tagItems } from './rich-tags.ts';
import { reviewIncident } from './rich-review.ts';

const later = (world: World) => world.clock.advance(61_000);

/** An incident with one of everything that a bundle can contain. */
export async function makeRichIncident(
  world: World,
  given: { visibility?: 'everyone' | 'private' } = {},
): Promise<Incident> {
  const ctx = world.as(world.editor);
  await makeIncident(ctx, { title: 'Something else before' });
  const incident = await makeIncident(ctx, {
    title: 'Search | shows *nothing* <b>',
    summary: 'First line\n\n# Second 🚀',
    severity: 'SEV-2',
    zone: 'America/New_York',
    services: ['search 🔎', 'catalog, "old"'],
    teams: ['Search'],
    ...given,
  });
  const hello = createMessage('U2', '1670337100.000200', 'it is the 🚒 alias, not the broker', {
    reactions: [{ name: 'eyes', users: ['U1', 'U4'], count: 2 }],
  });
  const question = createMessage('U1', '1670337005.000100', 'Search shows no results since 10:00', {
    reply_count: 1,
    thread_ts: '1670337005.000100',
  });
  const reply = createMessage('U2', '1670337060.000100', 'looking', {
    thread_ts: '1670337005.000100',
  });
  const gone = createMessage('U1', '1670337070.000100', 'never mind');
  const bot = {
    type: 'message',
    subtype: 'bot_message',
    bot_id: 'B1',
    user: 'U3',
    ts: '1670337080.000100',
    text: '5xx above 3 %',
  };
  const join2 = {
    type: 'message',
    subtype: 'channel_join',
    user: 'U4',
    ts: '1670336000.000100',
    text: '<@U4> has joined the channel',
  };
  const deploy = createMessage('U1', '1670330000.000100', 'deployed search 1.4.2');
  await importSlack(ctx, incident, {
    'ops/2022-12-06.json': [
      join2,
      question,
      reply,
      gone,
      bot,
      hello,
      { type: 'message', text: 'no time at all' },
    ],
    'deploys/2022-12-06.json': [deploy],
  });
  later(world);
  await importSlack(ctx, incident, {
    'ops/2022-12-06.json': [
      join2,
      question,
      { ...reply, text: 'looking at it', edited: { user: 'U2', ts: '1670337090.000000' } },
      bot,
      hello,
    ],
    'deploys/2022-12-06.json': [deploy],
  });
  const bytes = Buffer.concat([
    Buffer.from(
      messages(['pump 🔧 on', 'pump off'], {
        author: 'Bo Finch',
        from: '2022-12-06T14:31:00-05:00',
      }),
    ),
    Buffer.from('{"at":"2022-12-06T20:00:00Z","author":"scada","text":"caf'),
    Buffer.from([0xe9]),
    Buffer.from('"}\nnot json\n'),
  ]);
  await importFile(ctx, incident, { name: 'plant.jsonl', text: bytes });
  const other = await makeIncident(ctx, { title: 'Another one with the same channel' });
  if (given.visibility !== 'private')
    await importSlack(ctx, other, {
      'ops/2022-12-07.json': [createMessage('U4', '1670420000.000100', 'after the fact')],
    });
  await arrange(ctx, incident);
  await tell(world, ctx, incident);
  await investigate(ctx, incident);
  await followUp(world, ctx, incident);
  await reach(ctx, incident);
  await publish(ctx, incident);
  await report(ctx, incident);
  await propose(ctx, incident);
  await keepWording(ctx, incident);
  await tagItems(ctx, incident);
  await redact(ctx, incident);
  return getIncident(ctx, { incident: incident.ref });
}

async function investigate(ctx: Context, incident: Incident): Promise<void> {
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const citations = items.slice(0, 2).map((item) => ({ evidenceId: item.id }));
  const { findings } = await addFinding(ctx, {
    type: 'hypothesis',
    incident: incident.ref,
    statement: 'It is the 🚒 broker',
    citations,
  });
  const id = findings[0]?.id ?? '';
  await updateStatus(ctx, {
    id,
    version: 1,
    kind: 'ruled-out',
    note: 'no lag',
    citations: citations.slice(1),
  });
  const options = [{ text: 'Patch', tradeOff: 'overwritten tonight', isChosen: true }];
  const decision = await addFinding(ctx, {
    type: 'decision',
    incident: incident.ref,
    statement: 'Patch by hand',
    at: '2022-12-06T15:10:00Z',
    options,
    citations,
  });
  const removed = await removeFinding(ctx, { id: decision.findings[0]?.id ?? '', version: 1 });
  await undoInvestigationChange(ctx, { activityId: removed.activityId });
  await addFinding(ctx, {
    type: 'question',
    incident: incident.ref,
    statement: 'Why was the alert silent?',
    at: '2022-12-06T15:20:00Z',
  });
  const windows = [{ from: '2022-12-05T19:00:00.000Z', until: null }];
  await addFinding(ctx, {
    type: 'impact',
    incident: incident.ref,
    statement: 'Vendors',
    at: '2022-12-06T15:00:00Z',
    howMany: 1142,
    money: 0.5,
    windows,
  });
  await addFinding(ctx, {
    type: 'observation',
    incident: incident.ref,
    statement: 'Documents are lost after the queue',
    at: '2022-12-06T15:12:00Z',
    kind: 'comparison',
    source: 'job log',
    query: 'select count(*) from listings',
    stages: [
      { name: 'queue', count: 4812, expectedLoss: null, definition: 'delivered since midnight' },
      { name: 'index', count: 4611, expectedLoss: 0.01, definition: '' },
    ],
    conclusion: 'The broker is not it',
    citations,
  });
  const { events } = await listTimeline(ctx, { incident: incident.ref });
  await addFinding(ctx, {
    type: 'contradiction',
    incident: incident.ref,
    statement: 'When customers noticed',
    at: '2022-12-06T15:14:00Z',
    accounts: [
      { eventId: events[0]?.id ?? null, whose: 'support', says: 'Before the first report' },
      { eventId: null, whose: 'search', says: 'After the alias was changed' },
    ],
    explanation: 'They look at different queues',
    citations,
  });
  const chain = await addFiveWhys(ctx, {
    incident: incident.ref,
    outcome: 'Not found',
    whys: ['The alias lacked it', 'Nothing checks types'],
  });
  await removeFinding(ctx, { id: chain.findings[2]?.id ?? '', version: 1 });
}

async function followUp(world: World, ctx: Context, incident: Incident): Promise<void> {
  const { findings } = await listInvestigation(ctx, { incident: incident.ref });
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const origin = findings.find((finding) => finding.type === 'factor');
  const account = world.editor.type === 'account' ? world.editor.accountId : '';
  const add = (text: string, more: Partial<AddFollowUp> = {}) =>
    addFollowUp(ctx, { incident: incident.ref, text, intent: 'prevent', ...more });
  const whole = {
    originId: origin?.id ?? null,
    owner: { type: 'account' as const, accountId: account },
    doneWhen: 'The check is red',
    dueOn: '2023-01-31',
  };
  const check = await add('Hold each alias against its days 🗓', {
    ...whole,
    trackerUrl: 'https://tracker.example.org/S-12',
  });
  const id = check.followUps[0]?.id ?? '';
  await changeFollowUpStatus(ctx, { id, version: 1, to: 'done' });
  later(world);
  const cited = [{ evidenceId: items[0]?.id ?? '' }];
  const verified = await changeFollowUpStatus(ctx, {
    id,
    version: 2,
    to: 'verified',
    verification: 'It failed on the old alias',
    citations: cited,
  });
  await undoFollowUpChange(ctx, { activityId: verified.activityId });
  await changeFollowUpStatus(ctx, {
    id,
    version: 4,
    to: 'verified',
    verification: 'It failed on a replay',
    citations: cited,
  });
  const vague = await add('Be more careful', {
    owner: { type: 'person', name: 'Bo Finch' },
    meant: ['careful'],
  });
  await changeFollowUpStatus(ctx, {
    id: vague.followUps[0]?.id ?? '',
    version: 1,
    to: 'wont-do',
    reason: 'Care is no plan',
  });
  const started = await add('Page search on lag', {
    intent: 'detect',
    owner: { type: 'team', name: 'Search' },
  });
  await changeFollowUpStatus(ctx, {
    id: started.followUps[0]?.id ?? '',
    version: 1,
    to: 'in-progress',
  });
  const gone = await add('To be removed', { intent: 'learn' });
  const reworded = await changeFollowUp(ctx, {
    id: gone.followUps[0]?.id ?? '',
    version: 1,
    text: 'Removed',
  });
  await removeFollowUp(ctx, { id: reworded.followUps[0]?.id ?? '', version: 2 });
  const asked = await addComment(ctx, {
    incident: incident.ref,
    target: { kind: 'follow-up', id },
    text: 'Who checks this alert?',
  });
  await replyToComment(ctx, {
    incident: incident.ref,
    threadId: asked.comments[0]?.id ?? '',
    text: 'Search does, every Monday.',
  });
  await resolveComment(ctx, { id: asked.comments[0]?.id ?? '', version: 1, isResolved: true });
  const { safeguards } = await addSafeguard(ctx, {
    incident: incident.ref,
    name: 'Search finds new SKUs',
    rules: "groups: [{ name: search, rules: [{ alert: Stale, expr: 'age_seconds > 60' }] }]",
    incidentSeries: 'age_seconds 10 70x3',
    healthySeries: 'age_seconds 10x5',
    followUpId: id,
  });
  await proveSafeguard(ctx, { id: safeguards[0]?.id ?? '', version: 1 });
  await runRunbook(ctx, incident.ref);
  await reviewIncident(ctx, incident.ref);
}

/** Redacts a part of an item with two revisions, and a full item. */
async function redact(ctx: Context, incident: Incident): Promise<void> {
  const { items } = await readRecord(ctx, incident.ref, { threads: 'flat', limit: 100 });
  const withName = (text: string) => ({
    incident: incident.ref,
    id: items.find((item) => item.text === text)?.id ?? '',
  });
  await redactEvidence(ctx, {
    ...withName('looking at it'),
    start: 0,
    end: 7,
    kind: 'personal-data',
    reason: 'Named a customer 🙈',
  });
  await redactEvidence(ctx, { ...withName('pump off'), kind: 'secret', reason: 'A key' });
}

/** Milestones by hand, from an event, and one that was cleared. */
async function reach(ctx: Context, incident: Incident): Promise<void> {
  const { events } = await listTimeline(ctx, { incident: incident.ref });
  const set = (kind: MilestoneKind, more: Partial<SetMilestone>) =>
    setMilestone(ctx, { incident: incident.ref, kind, ...more });
  await set('detected', { eventId: events[0]?.id ?? null, note: 'customers, not alerts' });
  await set('impact-started', { at: '2022-12-05T05:00:00Z', precision: 'about' });
  await set('impact-started', { at: '2022-12-04T05:00:00Z', precision: 'about', version: 1 });
  await set('resolved', { at: '2022-12-06T21:00:00Z' });
  await clearMilestone(ctx, { incident: incident.ref, kind: 'resolved', version: 1 });
  const { version } = await getIncident(ctx, { incident: incident.ref });
  await changeIncident(ctx, { incident: incident.ref, version, obligations: ['gdpr', 'nis2'] });
  await set('aware', { at: '2022-12-06T15:00:00Z' });
  await set('nis2-early-warning', { at: '2022-12-07T09:00:00Z', note: 'by telephone' });
}

async function arrange(ctx: Context, incident: Incident): Promise<void> {
  const streams = (await listSources(ctx, { incident: incident.ref })).items.filter(
    (entry) => entry.isIncluded,
  );
  const plant = streams.find((entry) => entry.sourceKind !== 'slack');
  if (plant)
    await setClockOffset(ctx, {
      incident: incident.ref,
      sourceId: plant.sourceId,
      clockOffsetMs: -90_000,
    });
  const ops = streams.find((entry) => entry.streamName.includes('ops'));
  if (ops)
    await includeStream(ctx, {
      incident: incident.ref,
      streamId: ops.streamId,
      from: '2022-12-06T14:30:00Z',
      until: '2022-12-08T00:00:00Z',
    });
  const people = (await listPeople(ctx, { incident: incident.ref })).participants;
  const withName = (name: string) => people.filter((person) => person.name === name);
  const [bo, otherBo] = withName('Bo Finch');
  if (!bo || !otherBo)
    throw new Error(`There are not two of them: ${people.map((person) => person.name).join(', ')}`);
  await mergePersons(ctx, { incident: incident.ref, into: bo.personId, from: otherBo.personId });
  const apart = otherBo.identities[0];
  if (apart) await splitIdentity(ctx, { incident: incident.ref, identityId: apart.id });
  const again = (await listPeople(ctx, { incident: incident.ref })).participants;
  const [one, two, three] = again;
  if (!one || !two || !three) throw new Error('too few people');
  await declineMatch(ctx, { incident: incident.ref, personIds: [one.personId, two.personId] });
  await renamePerson(ctx, {
    incident: incident.ref,
    personId: three.personId,
    version: three.version,
    name: 'Somebody | else',
  });
  await mergePersons(ctx, { incident: incident.ref, into: one.personId, from: three.personId });
  for (const [personId, ...roles] of [
    [one.personId, 'incident commander', 'DBA | of the night 🙈'],
    [two.personId, 'scribe'],
  ] as const)
    await setRoles(ctx, { incident: incident.ref, personId, version: 0, roles });
  await setRoles(ctx, { incident: incident.ref, personId: two.personId, version: 1, roles: [] });
}

async function keepWording(ctx: Context, incident: Incident): Promise<void> {
  const { events } = await listTimeline(ctx, { incident: incident.ref });
  for (const [targetKind, targetId] of [
    ['report', incident.id],
    ['event', events[0]?.id ?? ''],
  ] as const)
    for (const rule of ['luck', 'human-error', 'hindsight'])
      await keepNote(ctx, {
        incident: incident.ref,
        targetKind,
        targetId,
        rule,
        sentence: '0a1b2c3d4e5',
      });
}
