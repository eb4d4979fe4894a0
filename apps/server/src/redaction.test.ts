import { routes, type CitationInput, type Inline, type Route } from '@debrief/contract';
import { listAccounts } from '@debrief/core/account';
import { newestActivityId } from '@debrief/core/activity';
import type { Log } from '@debrief/core/context';
import { listImports, listSources, readRecord } from '@debrief/core/evidence';
import { redactEvidence } from '@debrief/core/redaction';
import { addComment } from '@debrief/core/comment';
import { addFollowUp, changeFollowUpStatus } from '@debrief/core/follow-up';
import { addRunbook, checkRunStep, startRun } from '@debrief/core/runbook';
import { addSafeguard, proveSafeguard } from '@debrief/core/safeguard';
import { addFinding, addFiveWhys, updateStatus } from '@debrief/core/investigation';
import { listPeople } from '@debrief/core/people';
import {
  addVersionUse,
  askQuestion,
  listSuggestions,
  publishVersion,
  writeSections,
} from '@debrief/core/report';
import { addClaim, addStory, setMe } from '@debrief/core/story';
import {
  everyRow,
  importReportText,
  importFile,
  makeEvent,
  makeIncident,
  testWorld,
  type World,
  embeddedDatabase,
} from '@debrief/testkit';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeItemTags } from '@debrief/core/coding';
import { addTag, changeTag } from '@debrief/core/tag';
import { appOn, createToken, type TestApp } from './testing/app.ts';
import { ask, type Answer } from './testing/sweep.ts';
import { routeInputs, type Given, type Target } from './testing/route-inputs.ts';

/**
 * A secret that is pasted into the chat, quoted, copied and cited, and must be nowhere at the end.
 */
const secret = 'AKIA-quixotrope/7';
const said = `use ${secret} until the rotation is done`;
const start = said.indexOf(secret);
const end = start + secret.length;

const line = (id: string, at: string, text: string, more: object = {}) =>
  JSON.stringify({ id, at: `2026-03-01T${at}Z`, author: 'ada', text, ...more });
const first = [
  line('1', '10:00:00', said, { token: secret, link: `https://x.example/?k=${secret}` }),
  line('2', '10:05:00', 'rotated the keys'),
].join('\n');
const second = [
  line('1', '10:00:00', `please ${said}`, { token: secret }),
  line('3', '10:06:00', `he wrote: ${said}`),
  `{"text":"${said}","at":`,
  `{"text":"nothing but ${secret.slice(0, 9)}`,
].join('\n');

let world: World;
let app: TestApp;
let lines: string[];
let target: Target;
let given: Given;
let storyId: string;
let claimId: string;

beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  lines = [];
  const write = (fields: Record<string, unknown>, message: string) =>
    void lines.push(JSON.stringify({ fields, message }));
  const log: Log = { info: write, warn: write, error: write };
  app = await appOn(world.store, world.clock, { log });
  await fill();
});
afterEach(() => app[Symbol.asyncDispose]());

/** An incident with the secret everywhere it can be quoted, cited or copied. */
async function fill(): Promise<void> {
  const ctx = world.as(world.editor);
  const incident = await makeIncident(ctx, { title: 'Keys' });
  const options = { map: 'key=id' };
  await importFile(ctx, incident, { name: 'ops.jsonl', text: `${first}\n`, options });
  await importFile(ctx, incident, { name: 'ops.jsonl', text: `${second}\n`, options });
  await importReportText(
    ctx,
    incident,
    `# Keys\n\n## Timeline\n\n- 2026-03-01 10:05 UTC ${secret} was pasted\n\n## Root cause\n\n- ${secret} was in the chat\n`,
  );
  const { items } = await readRecord(ctx, incident.ref, { limit: 100 });
  const [item] = items;
  const evidenceId = item?.id ?? '';
  // The second revision starts with "please ".
  const quoted: CitationInput = { evidenceId, quoteStart: start + 7, quoteEnd: end + 7 };
  const event = await makeEvent(ctx, incident, [], { citations: [quoted] });
  const other = await makeEvent(ctx, incident, items.slice(0, 1), {
    text: `Typed: ${secret} was used`,
  });
  const hypothesis = await addFinding(ctx, {
    type: 'hypothesis',
    incident: incident.ref,
    statement: said,
    citations: [quoted],
  });
  const finding = hypothesis.findings[0];
  await updateStatus(ctx, {
    id: finding?.id ?? '',
    version: 1,
    kind: 'supported',
    note: `It was ${secret}`,
    citations: [quoted],
  });
  const chain = await addFiveWhys(ctx, {
    incident: incident.ref,
    outcome: 'Keys leaked',
    whys: [`somebody pasted ${secret}`],
  });
  const followUp = await addFollowUp(ctx, {
    incident: incident.ref,
    text: `Rotate ${secret}`,
    intent: 'recover',
  });
  const followUpId = followUp.followUps[0]?.id ?? '';
  await changeFollowUpStatus(ctx, { id: followUpId, version: 1, to: 'done' });
  await changeFollowUpStatus(ctx, {
    id: followUpId,
    version: 2,
    to: 'verified',
    verification: 'It is refused',
    citations: [quoted],
  });
  const safeguard = await addSafeguard(ctx, {
    incident: incident.ref,
    name: `Alert on ${secret}`,
    rules: `groups: [{ name: g, rules: [{ alert: Leak, expr: 'up == 0', annotations: { summary: "${secret}" } }] }]`,
    incidentSeries: `up{key="${secret}"} 0`,
    healthySeries: `up{key="${secret}"} 1`,
  });
  await proveSafeguard(ctx, { id: safeguard.safeguards[0]?.id ?? '', version: 1 });
  const { runbook } = await addRunbook(ctx, { name: 'Rotate', text: '- [ ] Revoke it' });
  const run = await startRun(ctx, { incident: incident.ref, runbook: runbook?.id ?? '' });
  const [started] = run.runs;
  const step = started?.steps[0]?.id ?? '';
  // As if the runbook had the secret when it was started.
  await sql`update runbook_run set name = ${secret}, text = ${secret}, steps = ${JSON.stringify([{ id: step, text: secret, done: null }])}::jsonb`.execute(
    ctx.db,
  );
  await checkRunStep(ctx, { id: started?.id ?? '', step, isDone: true });
  const comment = await addComment(ctx, {
    incident: incident.ref,
    target: { kind: 'event', id: event.id },
    text: `Is ${secret} still in use?`,
  });
  const { id: tagId } = await addTag(ctx, {
    name: `Uses ${secret}`,
    definition: said.slice(0, 900),
  });
  await changeItemTags(ctx, {
    incident: incident.ref,
    add: [{ tagId, kind: 'event', id: event.id }],
  });
  await changeTag(ctx, { id: tagId, version: 1, name: `Leaks ${secret}` });
  const chip = (targetKind: 'evidence' | 'event' | 'finding', targetId: string): Inline => ({
    type: 'cite',
    attrs: { target: targetKind, targetId, quoteStart: null, quoteEnd: null },
  });
  const live = (kind: 'timeline' | 'hypotheses' | 'factors' | 'follow-ups') => ({
    type: 'live' as const,
    attrs: { id: randomUUID(), kind, from: null, until: null, ids: null },
  });
  const content: Inline[] = [
    { type: 'text', text: 'A key was ' },
    { type: 'text', text: secret.slice(0, 6), marks: [{ type: 'bold' }] },
    { type: 'text', text: `${secret.slice(6)}, and pasted.` },
    chip('evidence', evidenceId),
    chip('event', event.id),
    chip('finding', finding?.id ?? ''),
  ];
  const whole = [
    ...(['timeline', 'hypotheses', 'factors', 'follow-ups'] as const).map(live),
    { type: 'paragraph' as const, content },
  ];
  const { document, state } = await writeSections(ctx, {
    incident: incident.ref,
    sections: [{ how: 'replace', kind: 'summary', blocks: whole }],
  });
  await publishVersion(ctx, { incident: incident.ref, state });
  const sectionId = document.content[0]?.attrs.id ?? '';
  const question = await askQuestion(ctx, {
    incident: incident.ref,
    number: 1,
    sectionId,
    text: 'Which keys?',
  });
  const use = await addVersionUse(ctx, {
    incident: incident.ref,
    number: 1,
    usedIn: 'training',
    usedOn: '2026-03-02',
  });
  await setMe(ctx, {
    personId: (await listPeople(ctx, { incident: incident.ref })).participants[0]?.personId ?? '',
  });
  const { story } = await addStory(ctx, { title: 'How we rotated', incident: incident.ref });
  const cited = [
    {
      incident: incident.ref,
      target: 'evidence' as const,
      targetId: evidenceId,
      quoteStart: start + 7,
      quoteEnd: end + 7,
    },
    { incident: incident.ref, target: 'event' as const, targetId: event.id },
  ];
  const claim = await addClaim(ctx, {
    id: story.id,
    part: 'action',
    text: 'I rotated the keys',
    citations: cited,
  });
  storyId = story.id;
  claimId = claim.claimId ?? '';
  const [stream] = (await listSources(ctx, { incident: incident.ref })).items;
  const editor = (await listAccounts(ctx, {})).items[0];
  given = {
    open: incident.ref,
    openEvent: { id: event.id, version: event.version },
    accountId: editor?.id ?? '',
    tagId,
  };
  const nobody = Object.fromEntries(
    [
      'personId',
      'otherPersonId',
      'identityId',
      'askId',
      'commentId',
      'pasteId',
      'rehearsalId',
      'frameworkId',
      'questionId',
      'codingId',
    ].map((name) => [name, randomUUID()]),
  );
  /** The cast holds for a test: the names that are not set here are set above. */
  target = {
    ...nobody,
    incident: incident.ref,
    incidentId: incident.id,
    importId:
      (await listImports(ctx, { incident: incident.ref })).items.find((one) => one.rejected > 0)
        ?.id ?? '',
    eventId: event.id,
    otherEventId: other.id,
    evidenceId,
    streamId: stream?.streamId ?? '',
    sourceId: stream?.sourceId ?? '',
    citationId: event.citations[0]?.id ?? '',
    activityId: await newestActivityId(ctx),
    findingId: finding?.id ?? '',
    otherFindingId: chain.findings[0]?.id ?? '',
    linkId: chain.links[0]?.id ?? '',
    findingActivityId: chain.activityId,
    followUpId,
    followUpActivityId: followUp.activityId,
    safeguardId: safeguard.safeguards[0]?.id ?? '',
    safeguardActivityId: safeguard.activityId,
    runId: run.runs[0]?.id ?? '',
    runActivityId: run.activityId,
    discussionId: comment.comments[0]?.id ?? '',
    discussionActivityId: comment.activityId,
    suggestionId: (await listSuggestions(ctx, { incident: incident.ref })).items[0]?.id ?? '',
    sectionId,
    storyId,
    claimId,
    readerQuestionId: question.id,
    versionUseId: use.id,
  } as unknown as Target;
}

/** The responses of all routes, first those that only read. */
async function everyDoor(token: string, isReadingOnly: boolean): Promise<Answer[]> {
  const ways = Object.entries(routes).flatMap(([room, table]) =>
    Object.entries<Route>(table).map(([name, route]) => ({
      room,
      name,
      route,
      isRead: route.method === 'get',
    })),
  );
  const answers: Answer[] = [];
  for (const { room, name, route } of ways.toSorted(
    (a, b) => Number(b.isRead) - Number(a.isRead),
  )) {
    if ((isReadingOnly && route.method !== 'get') || name === 'redact') continue;
    const inputs = Object.entries(
      Object.entries(routeInputs).find(([one]) => one === room)?.[1] ?? {},
    ).find(([one]) => one === name)?.[1];
    // A PDF's text is compressed and cannot be searched here: its definition is checked where it is
    // built (published/redaction.test.ts).
    for (const input of inputs?.(target, given) ?? [])
      if (input['format'] !== 'pdf') answers.push(await ask(app, token, route, input));
  }
  for (const route of [routes.library.search])
    for (const text of [secret, 'quixotrope', 'quixotrpe', 'rotation', 'quixo* kind:message'])
      answers.push(await ask(app, token, route, { text }));
  answers.push(
    await ask(app, token, routes.evidence.record, { incident: given.open, text: 'quixotrope' }),
  );
  for (const path of [`/reviews/${given.open}`, `/reviews/${given.open}/1`]) {
    const response = await app.send('GET', path, { token });
    answers.push({ what: path, status: response.status, body: await response.text() });
  }
  return answers;
}

/**
 * As it is; escaped in JSON, HTML and URLs; in base64 at each of the three offsets; and split as in
 * search.
 */
const spellings = [
  secret,
  secret.replace('/', String.raw`\/`),
  encodeURIComponent(secret),
  'quixotrope',
  ...[0, 1, 2].map((shift) =>
    Buffer.from('-'.repeat(shift) + secret)
      .toString('base64')
      .slice(4, -4),
  ),
];
const holds = (text: string) =>
  spellings.some((spelling) => text.toLowerCase().includes(spelling.toLowerCase()));
const askedFor = (answer: Answer) =>
  answer.body.replaceAll(/"(text|query|q|words)":"(AKIA-quixotrope\/7|quixotrope)"/g, '');

const redact = () =>
  redactEvidence(world.as(world.editor), {
    incident: given.open,
    id: target.evidenceId,
    start: start + 7,
    end: end + 7,
    kind: 'secret',
    reason: 'A key was pasted into the chat',
    everywhere: true,
    alsoWritten: true,
  });

test('a secret used everywhere is in no response, no table row, no log and no live update', async () => {
  const token = await createToken(world.as(world.editor));
  const before = (await everyDoor(token, true))
    .filter((answer) => holds(answer.body))
    .map((answer) => answer.what.split(/[ ?]/)[1]);
  expect(new Set(before).size).toBeGreaterThan(18);
  const tables = new Set(
    (await everyRow(world.store)).filter(holds).map((row) => row.split(' ')[0]),
  );
  for (const name of [
    'activity',
    'published_version',
    'finding',
    'evidence',
    'follow_up',
    'import_rejection',
    'suggestion',
    'report_update',
    'timeline_event',
    'tag',
  ])
    expect(tables).toContain(name);
  const response = await app.send('GET', '/api/live', { token });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  lines.length = 0;

  expect((await redact()).items).toBe(3);

  let heard = '';
  while (!heard.includes('evidence.redacted')) heard += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  expect(holds(heard)).toBe(false);
  expect(
    (await everyRow(world.store)).filter((row) => holds(row)).map((row) => row.slice(0, 300)),
  ).toEqual([]);
  const answers = await everyDoor(token, false);
  expect(answers.length).toBeGreaterThan(150);
  expect(
    answers
      .filter((answer) => holds(askedFor(answer)))
      .map((answer) => [answer.what, answer.status]),
  ).toEqual([]);
  expect(
    lines.filter((text) => holds(text) && !text.includes('library') && !text.includes('record?')),
  ).toEqual([]);
}, 120_000);

test('importing the same exports again restores nothing', async () => {
  await redact();
  for (const text of [first, second])
    await importFile(
      world.as(world.editor),
      { ref: given.open },
      {
        name: 'ops.jsonl',
        text: `${text.split('\n').slice(0, 2).join('\n')}\n`,
        options: { map: 'key=id' },
      },
    );
  expect(
    (await everyRow(world.store)).filter((row) => holds(row)).map((row) => row.slice(0, 300)),
  ).toEqual([]);
});

test('a story that cites it says that it is gone, without its words, and its grade drops', async () => {
  const token = await createToken(world.as(world.editor));
  const claim = async () => {
    const { body } = await ask(app, token, routes.story.get, { id: storyId });
    const view: {
      claims: {
        id: string;
        grade: string;
        citations: { state: string; label: string; words: string | null }[];
      }[];
    } = JSON.parse(body);
    return view.claims.find((one) => one.id === claimId);
  };
  expect(await claim()).toMatchObject({
    citations: [
      { state: 'visible', words: secret },
      { state: 'visible', words: secret },
    ],
  });
  const graded = (await claim())?.grade;
  await redact();
  expect(await claim()).toMatchObject({
    citations: [
      { state: 'gone', label: 'redacted since (secret)', words: null },
      { state: 'visible' },
    ],
  });
  expect((await claim())?.grade).not.toBe(graded);
});
