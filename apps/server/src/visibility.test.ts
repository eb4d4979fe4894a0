import { routes, type Route } from '@debrief/contract';
import { newestActivityId } from '@debrief/core/activity';
import {
  includeStream,
  listImports,
  listSources,
  readRecord,
  makeIncidentPrivate,
} from '@debrief/core/evidence';
import { addComment } from '@debrief/core/comment';
import { addRunbook, listRunbooks, startRun } from '@debrief/core/runbook';
import { addSafeguard } from '@debrief/core/safeguard';
import { addFollowUp } from '@debrief/core/follow-up';
import { planInterview, sendQuote, writeLine } from '@debrief/core/interview';
import { createConnection, createInboundEndpoint } from '@debrief/core/inbound';
import { changeIncident, declareIncident } from '@debrief/core/incident';
import { addFiveWhys } from '@debrief/core/investigation';
import { inviteAccount, listAccounts } from '@debrief/core/account';
import { listPeople, setRoles } from '@debrief/core/people';
import {
  addClaim,
  addFramework,
  addQuestions,
  addRehearsal,
  addStory,
  askPeer,
  commentStory,
  pasteStory,
} from '@debrief/core/story';
import {
  addVersionUse,
  askQuestion,
  listSuggestions,
  publishVersion,
  writeSections,
} from '@debrief/core/report';
import {
  importReportText,
  importFile,
  makeEvent,
  makeIncident,
  testWorld,
  type World,
  embeddedDatabase,
} from '@debrief/testkit';
import { readCalibration, sendCalibration } from '@debrief/core/calibration';
import type { Actor, Context } from '@debrief/core/context';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { changeItemTags } from '@debrief/core/coding';
import { addTag, listCodebook } from '@debrief/core/tag';
import { appOn, createToken, type TestApp } from './testing/app.ts';
import { listen } from './testing/listen.ts';
import { ask, fileSent, isActivity, sweep, type Answer } from './testing/sweep.ts';
import { secretWord, type Given, type Target } from './testing/route-inputs.ts';

const secret = secretWord;
const shared = [fileSent];
const hidden = [
  `{"at":"2026-03-01T10:05:00Z","author":"ada","email":"ada@example.org","text":"${secret} keys were copied"}`,
  `{"at":"2026-03-01T10:06:00Z","author":"${secret} zoe","email":"zoe@${secret}.example","text":"I see the ${secret} bucket"}`,
  `{"at":"2026-03-01T10:07:00Z","author":"${secret} yan","text":"rotating"}`,
  `{"author":"ada","text":"${secret} without a time"}`,
];

function nowhere(): Target {
  const names = [
    'incidentId',
    'importId',
    'endpointId',
    'connectionId',
    'eventId',
    'otherEventId',
    'evidenceId',
    'streamId',
    'sourceId',
    'personId',
    'otherPersonId',
    'identityId',
    'citationId',
    'findingId',
    'otherFindingId',
    'linkId',
    'followUpId',
    'safeguardId',
    'runId',
    'discussionId',
    'sectionId',
    'suggestionId',
    'storyId',
    'claimId',
    'askId',
    'commentId',
    'pasteId',
    'rehearsalId',
    'frameworkId',
    'questionId',
    'readerQuestionId',
    'versionUseId',
    'codingId',
    'interviewId',
    'lineId',
    'quoteId',
    'calibrationId',
    'calibrationAnswerId',
  ];
  return {
    ...(Object.fromEntries(names.map((name) => [name, randomUUID()])) as unknown as Target),
    incident: 'INC-98765',
    activityId: '987654321',
    findingActivityId: '987654322',
    followUpActivityId: '987654323',
    safeguardActivityId: '987654325',
    runActivityId: '987654326',
    discussionActivityId: '987654324',
  };
}

async function openWithRecord(world: World): Promise<Given> {
  const ctx = world.as(world.editor);
  await inviteAccount(world.as(world.operator), {
    name: 'Pia',
    email: 'pia@example.org',
    role: 'viewer',
  });
  const open = await makeIncident(ctx, { title: 'Deploy 41' });
  await importFile(ctx, open, { name: 'ops.jsonl', text: `${shared.join('\n')}\n` });
  const { items } = await readRecord(ctx, open.ref, {});
  const event = await makeEvent(ctx, open, items);
  const accountId = world.editor.type === 'account' ? world.editor.accountId : '';
  await addRunbook(ctx, { name: 'Restart', text: '- [ ] Restart it' });
  const { id: tagId } = await addTag(ctx, { name: 'Red herring' });
  await changeItemTags(ctx, { incident: open.ref, add: [{ tagId, kind: 'event', id: event.id }] });
  return { open: open.ref, openEvent: { id: event.id, version: event.version }, accountId, tagId };
}

async function fill(world: World, incident: { id: string; ref: string }): Promise<Target> {
  const ctx = world.as(world.editor);
  await importFile(ctx, incident, {
    name: `${secret}.jsonl`,
    text: `${[...shared, ...hidden].join('\n')}\n`,
    options: { stream: `${secret}-ops` },
  });
  const { items } = await readRecord(ctx, incident.ref, {});
  const event = await makeEvent(ctx, incident, items, { title: `The ${secret} keys` });
  const other = await makeEvent(ctx, incident, items.slice(1, 2));
  const tagId = (await listCodebook(ctx)).items[0]?.id ?? '';
  await changeItemTags(ctx, {
    incident: incident.ref,
    add: [
      { tagId, kind: 'event', id: event.id },
      ...items.map(({ id }) => ({ tagId, kind: 'evidence' as const, id })),
    ],
  });
  const codingId = ctx.ids.next();
  await sql`insert into coding_round (id, incident_id, tag_ids, items, created_at, created_by)
    values (${codingId}, ${incident.id}, ${JSON.stringify([tagId])}, ${JSON.stringify([{ kind: 'event', id: event.id }])}, now(), '{"type":"operator","id":null,"name":"operator"}')`.execute(
    ctx.db,
  );
  const [stream] = (await listSources(ctx, { incident: incident.ref })).items.filter(
    (entry) => entry.isIncluded,
  );
  if (!stream) throw new Error('no stream');
  await includeStream(ctx, { incident: incident.ref, streamId: stream.streamId });
  const people = (await listPeople(ctx, { incident: incident.ref })).participants.filter((person) =>
    person.name.includes(secret),
  );
  const roles = [`${secret} lead`];
  await setRoles(ctx, {
    incident: incident.ref,
    personId: people[0]?.personId ?? '',
    version: 0,
    roles,
  });
  const endpoint = await createInboundEndpoint(ctx, {
    incident: incident.ref,
    name: `${secret} alerts`,
    source: 'generic',
  });
  const connection = await createConnection(ctx, {
    incident: incident.ref,
    name: `${secret} status`,
    settings: { kind: 'feed', url: `https://${secret}.example.org/feed` },
  });
  const imports = await listImports(ctx, { incident: incident.ref });
  const activityId = await newestActivityId(ctx);
  const { story, claimId, askId, commentId, pasteId, rehearsalId, frameworkId, questionId } =
    await makeStory(world, incident, items[1]?.id ?? '');
  const chain = await addFiveWhys(ctx, {
    incident: incident.ref,
    outcome: `${secret} stopped`,
    whys: [`the ${secret} keys had expired`],
  });
  const followUp = await addFollowUp(ctx, {
    incident: incident.ref,
    text: `Rotate the ${secret} keys`,
    intent: 'recover',
    owner: { type: 'team', name: secret },
    originId: chain.findings[0]?.id ?? null,
    dueOn: '2026-01-01',
  });
  const safeguard = await addSafeguard(ctx, {
    incident: incident.ref,
    name: `The ${secret} alert`,
    rules: `groups: [{ name: g, rules: [{ alert: Down, expr: '${secret} == 0' }] }]`,
  });
  const [runbook] = (await listRunbooks(ctx, {})).items;
  const run = await startRun(ctx, { incident: incident.ref, runbook: runbook?.id ?? '' });
  const discussion = await addComment(ctx, {
    incident: incident.ref,
    target: { kind: 'event', id: event.id },
    text: `Who made the ${secret} keys?`,
  });
  const { document, state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [
      {
        how: 'replace',
        kind: 'summary',
        blocks: [
          {
            type: 'paragraph',
            content: [{ type: 'text', text: `The ${secret} keys were copied.` }],
          },
        ],
      },
    ],
  });
  await publishVersion(ctx, { incident: incident.ref, state, summary: `The ${secret} version` });
  const asked = await askQuestion(ctx, {
    incident: incident.ref,
    number: 1,
    sectionId: document.content[0]?.attrs.id ?? '',
    text: `Which ${secret} keys?`,
  });
  const use = await addVersionUse(ctx, {
    incident: incident.ref,
    number: 1,
    usedIn: 'training',
    usedOn: '2026-03-02',
    note: `The ${secret} training`,
  });
  await importReportText(
    ctx,
    incident,
    `## Timeline\n\n- 2026-03-01 10:05 UTC the ${secret} keys were copied\n`,
    `${secret}.md`,
  );
  return {
    incident: incident.ref,
    incidentId: incident.id,
    importId: imports.items[0]?.id ?? '',
    endpointId: endpoint.id,
    connectionId: connection.id,
    eventId: event.id,
    otherEventId: other.id,
    evidenceId: items[1]?.id ?? '',
    streamId: stream.streamId,
    sourceId: stream.sourceId,
    personId: people[0]?.personId ?? '',
    otherPersonId: people[1]?.personId ?? '',
    identityId: people[0]?.identities[0]?.id ?? '',
    citationId: event.citations[0]?.id ?? '',
    activityId,
    findingId: chain.findings[0]?.id ?? '',
    otherFindingId: chain.findings[1]?.id ?? '',
    linkId: chain.links[0]?.id ?? '',
    findingActivityId: chain.activityId,
    followUpId: followUp.followUps[0]?.id ?? '',
    followUpActivityId: followUp.activityId,
    safeguardId: safeguard.safeguards[0]?.id ?? '',
    safeguardActivityId: safeguard.activityId,
    runId: run.runs[0]?.id ?? '',
    runActivityId: run.activityId,
    discussionId: discussion.comments[0]?.id ?? '',
    discussionActivityId: discussion.activityId,
    suggestionId: (await listSuggestions(ctx, { incident: incident.ref })).items[0]?.id ?? '',
    sectionId: document.content[0]?.attrs.id ?? '',
    storyId: story.id,
    claimId: claimId ?? '',
    askId,
    commentId,
    pasteId,
    rehearsalId,
    frameworkId,
    questionId,
    readerQuestionId: asked.id,
    versionUseId: use.id,
    codingId,
    ...(await makeCalibration(ctx, incident)),
    ...(await interview(world, incident, people[0]?.personId ?? '')),
  };
}

/** An interview with a person of the incident, with a line that was sent to them. */
async function interview(world: World, incident: { ref: string }, personId: string) {
  const ctx = world.as(world.editor);
  const person = { personId };
  const { id } = await planInterview(ctx, { incident: incident.ref, person, place: secret });
  const lineId = ctx.ids.next();
  await writeLine(ctx, { id, lineId, version: null, kind: 'quote', text: `The ${secret} keys` });
  const { quotes } = await sendQuote(ctx, { id, lineId });
  return { interviewId: id, lineId, quoteId: quotes[0]?.id ?? '' };
}

/** A request to someone of the incident who has finished, with a change to decide about. */
async function makeCalibration(ctx: Context, incident: { ref: string }) {
  const { people } = await readCalibration(ctx, { incident: incident.ref });
  const named = people.find(({ entries, name }) => entries > 0 && name.includes(secret));
  const personIds = [named?.personId ?? ''];
  await sendCalibration(ctx, { incident: incident.ref, personIds });
  const sent = await readCalibration(ctx, { incident: incident.ref });
  const calibrationId = sent.people.find(({ request }) => request)?.request?.id ?? '';
  const calibrationAnswerId = ctx.ids.next();
  await sql`insert into calibration_answer (id, request_id, entry, seen, title, body, label, verdict, text, answered_at)
    values (${calibrationAnswerId}, ${calibrationId}, 'event:x', 'x', ${secret}, '', 'Timeline event', 'corrected', ${secret}, now())`.execute(
    ctx.db,
  );
  await sql`update calibration_request set finished_at = now() where id = ${calibrationId}`.execute(
    ctx.db,
  );
  return { calibrationId, calibrationAnswerId };
}

/** A story about the incident, written by the editor. */
async function makeStory(world: World, incident: { ref: string }, evidenceId: string) {
  const ctx = world.as(world.editor);
  const { story } = await addStory(ctx, {
    title: `How I found the ${secret} keys`,
    incident: incident.ref,
  });
  const text = `I rotated the ${secret} keys within an hour`;
  const added = await addClaim(ctx, {
    id: story.id,
    part: 'action',
    text,
    citations: [{ incident: incident.ref, target: 'evidence', targetId: evidenceId }],
  });
  const peer = (await listAccounts(ctx, {})).items.find((account) => account.name === 'Pia');
  const asked = await askPeer(ctx, {
    id: story.id,
    claimId: added.claimId ?? '',
    accountId: peer?.id ?? '',
  });
  const commented = await commentStory(ctx, { id: story.id, text: `The ${secret} again` });
  const pasted = await pasteStory(ctx, {
    text: `Situation: The ${secret} went. Action: I found it. Result: It is back.`,
  });
  const rehearsal = await addRehearsal(ctx, { id: story.id, said: text, tookMs: 90_000 });
  const bank = await addQuestions(ctx, {
    format: 'csv',
    text: `text,competency\nTell me about the ${secret},diagnosis`,
  });
  const framework = await addFramework(ctx, {
    yaml: `name: ${secret} principles\ncompetencies: [Ownership]`,
  });
  return {
    ...added,
    askId: asked.claims[0]?.confirmations[0]?.id ?? '',
    commentId: commented.comments[0]?.id ?? '',
    pasteId: pasted.pasteId,
    rehearsalId: rehearsal.id,
    frameworkId: framework.id,
    questionId: bank.added[0]?.id ?? '',
  };
}

let app: TestApp;
afterEach(() => app[Symbol.asyncDispose]());

/** Responses with lists: what an outsider reads of the full installation. */
async function readEverything(token: string, given: Given): Promise<Answer[]> {
  const reads: [Route, Record<string, unknown>][] = [
    [routes.incident.list, {}],
    [routes.access.activity, {}],
    [routes.evidence.sources, { incident: given.open }],
    [routes.evidence.record, { incident: given.open }],
    [routes.evidence.outline, { incident: given.open }],
    [routes.evidence.imports, { incident: given.open }],
    [routes.people.list, { incident: given.open }],
    [routes.timeline.list, { incident: given.open }],
    [routes['follow-up'].list, { incident: given.open }],
    [routes['follow-up'].all, {}],
    [routes.comment.list, { incident: given.open }],
    [routes.comment.waiting, {}],
    [routes.tag.codebook, {}],
    [routes.tag.ofIncident, { incident: given.open }],
    [routes.runbook.list, {}],
    [routes['manual-check'].list, {}],
    [routes.library.search, {}],
    [routes.library.names, {}],
    [routes.library.search, { text: 'keys' }],
    [routes.library.search, { text: 'deploy' }],
    [routes.library.search, { text: 'keys', sort: 'time' }],
    [routes.library.search, { text: 'kyes' }],
    [routes.library.search, { text: 'keys zebra' }],
    [routes.library.search, { text: 'from:a kind:message' }],
    [routes.library.search, { text: 'in:INC-1,INC-2,INC-3 keys' }],
    [routes.library.search, { text: 'tag:red' }],
    [routes.library.search, { text: '-zebra', sort: '-time' }],
    [routes.library.search, { sort: '-time' }],
  ];
  const answers: Answer[] = [];
  for (const [route, input] of reads) answers.push(await ask(app, token, route, input));
  return answers;
}

function expectNoTrace(answers: Answer[], target: Target): void {
  const words = [
    secret,
    ...Object.entries(target).flatMap(([name, id]: [string, string]) =>
      isActivity(name) ? [] : [id],
    ),
  ];
  expect(
    answers.filter((answer) =>
      words.some((word) => answer.body.toLowerCase().includes(word.toLowerCase())),
    ),
  ).toEqual([]);
}

describe('a private incident, on every route of the contract', () => {
  const ways: { name: string; make(world: World): Promise<Target> }[] = [
    {
      name: 'that was declared private',
      make: async (world) =>
        fill(
          world,
          await declareIncident(world.as(world.editor), {
            title: `${secret} breach`,
            visibility: 'private',
          }),
        ),
    },
    {
      name: 'that was open first',
      make: async (world) => {
        const incident = await declareIncident(world.as(world.editor), {
          title: `${secret} breach`,
        });
        const target = await fill(world, incident);
        await makeIncidentPrivate(world.as(world.editor), { incident: incident.ref, version: 1 });
        // Making it private can move the streams to a separate source.
        const [stream] = (
          await listSources(world.as(world.editor), { incident: incident.ref })
        ).items.filter((entry) => entry.isIncluded);
        return { ...target, sourceId: stream?.sourceId ?? '' };
      },
    },
  ];
  const outsiders: ('outsider' | 'admin' | 'viewer')[] = ['outsider', 'admin', 'viewer'];

  test.each(
    ways.flatMap((way) => outsiders.map((who) => ({ way, who, title: `${way.name}, to ${who}` }))),
  )('$title: does not exist', async ({ way, who }) => {
    const world = await testWorld(await embeddedDatabase());
    app = await appOn(world.store, world.clock);
    const actor: Actor = world[who];
    const token = await createToken(world.as(actor));
    const given = await openWithRecord(world);
    const target = await way.make(world);
    const found = await sweep(app, token, target, given);
    const missing = await sweep(app, token, nowhere(), given);
    expect(found.length).toBeGreaterThan(60);
    expect(found).toEqual(missing);
    expectNoTrace(found, target);
    const writes = found.filter(
      (answer) =>
        answer.what.includes('<incident') && !answer.what.startsWith('get /api/activity?subject'),
    );
    expect(writes.filter((answer) => ![403, 404, 422].includes(answer.status))).toEqual([]);
  });

  test('changes no list, count or name that an outsider reads', async () => {
    const world = await testWorld(await embeddedDatabase());
    app = await appOn(world.store, world.clock);
    const given = await openWithRecord(world);
    const tokens = [
      await createToken(world.as(world.outsider)),
      await createToken(world.as(world.admin)),
    ];
    const before = [
      await readEverything(tokens[0] ?? '', given),
      await readEverything(tokens[1] ?? '', given),
    ];
    const target = await fill(
      world,
      await declareIncident(world.as(world.editor), {
        title: `${secret} breach`,
        visibility: 'private',
      }),
    );
    const after = [
      await readEverything(tokens[0] ?? '', given),
      await readEverything(tokens[1] ?? '', given),
    ];
    expect(after).toEqual(before);
    expectNoTrace(after.flat(), target);
  });

  test('gets the same response as one that does not exist', async () => {
    const world = await testWorld(await embeddedDatabase());
    app = await appOn(world.store, world.clock);
    const given = await openWithRecord(world);
    const target = await ways[0]?.make(world);
    if (!target) throw new Error('no target');
    const found = await sweep(app, undefined, target, given);
    expect(found).toEqual(await sweep(app, undefined, nowhere(), given));
    expect(found.filter((answer) => answer.status !== 401)).toEqual([]);
  });

  test('is not in live updates, which contain other changes', async () => {
    const world = await testWorld(await embeddedDatabase());
    app = await appOn(world.store, world.clock);
    const given = await openWithRecord(world);
    const listener = await listen(app, await createToken(world.as(world.outsider)));
    await listener.until('event: ready');
    const target = await fill(
      world,
      await declareIncident(world.as(world.editor), {
        title: `${secret} breach`,
        visibility: 'private',
      }),
    );
    await changeIncident(world.as(world.editor), {
      incident: given.open,
      version: 1,
      title: 'Deploy 41 was fine',
    });
    const heard = await listener.until('Deploy 41 was fine');
    await listener.stop();
    expectNoTrace([{ what: 'live', status: 200, body: heard }], target);
    expect(heard.match(/event: activity/g)).toHaveLength(1);
  });

  test('a file imported into it is completely new outside', async () => {
    const world = await testWorld(await embeddedDatabase());
    app = await appOn(world.store, world.clock);
    const given = await openWithRecord(world);
    await ways[0]?.make(world);
    const ctx = world.as(world.outsider);
    const summary = await importFile(
      ctx,
      { ref: given.open },
      { name: 'again.jsonl', text: `${hidden.join('\n')}\n`, options: { stream: `${secret}-ops` } },
    );
    expect(summary).toMatchObject({ read: 4, imported: 3, duplicates: 0, rejected: 1 });
    const people = await listPeople(ctx, { incident: given.open });
    expect(people.participants.map((person) => person.name)).toEqual([
      'ada',
      `${secret} yan`,
      `${secret} zoe`,
    ]);
  });
});
