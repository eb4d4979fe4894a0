import { routes, type Interview, type Route } from '@debrief/contract';
import { inviteAccount } from '@debrief/core/account';
import type { Actor, Log } from '@debrief/core/context';
import { changeIncident } from '@debrief/core/incident';
import {
  answerQuote,
  getInterview,
  planInterview,
  promoteQuote,
  sendQuote,
  writeLine,
} from '@debrief/core/interview';
import { listPeople } from '@debrief/core/people';
import {
  embeddedDatabase,
  importFile,
  makeIncident,
  testWorld,
  type World,
} from '@debrief/testkit';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createToken, appOn, operatorToken, type TestApp } from './testing/app.ts';
import { listen } from './testing/listen.ts';
import type { Given, Target } from './testing/route-inputs.ts';
import { ask, fileSent, sweep, type Answer } from './testing/sweep.ts';

/** Occurs only in the interview. */
const secret = 'quixotrope';
const names = ['interviewId', 'lineId', 'quoteId'] as const;

let world: World;
let app: TestApp;
let lines: string[];
let given: Given & { incidentId: string };
let personId: string;
/** The person who is interviewed. */
let ada: Actor;

beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  lines = [];
  const write = (fields: Record<string, unknown>, message: string) =>
    void lines.push(JSON.stringify({ fields, message }, errorsToo));
  const log: Log = { info: write, warn: write, error: write };
  app = await appOn(world.store, world.clock, { log });
  const ctx = world.as(world.editor);
  const open = await makeIncident(ctx, { title: 'Deploy 41' });
  await importFile(ctx, open, { name: 'ops.jsonl', text: `${fileSent}\n` });
  const { participants } = await listPeople(ctx, { incident: open.ref });
  personId = participants[0]?.personId ?? '';
  const { account } = await inviteAccount(world.as(world.operator), {
    name: 'ada',
    email: 'ada@example.org',
    role: 'viewer',
  });
  ada = { type: 'account', accountId: account.id, name: account.name, role: 'viewer' };
  given = {
    open: open.ref,
    incidentId: open.id,
    openEvent: { id: randomUUID(), version: 1 },
    accountId: world.editor.type === 'account' ? world.editor.accountId : '',
    tagId: randomUUID(),
  };
});
afterEach(() => app[Symbol.asyncDispose]());

/** Everything in an error, as a careless log would write it. */
function errorsToo(_: string, value: unknown): unknown {
  return value instanceof Error
    ? { ...Object.fromEntries(Object.entries(value)), message: value.message, stack: value.stack }
    : value;
}

type Made = Pick<Target, (typeof names)[number]> & { interview: Interview };

/** An interview with notes of each kind, any words, and a quote that the person has approved. */
async function hold(texts: readonly string[] = []): Promise<Made> {
  const ctx = world.as(world.editor);
  const { id } = await planInterview(ctx, {
    incident: given.open,
    person: { personId },
    startsAt: '2026-03-02T15:00:00Z',
    place: `Room ${secret}`,
  });
  const write = async (kind: 'note' | 'quote' | 'off-record', text: string) => {
    const lineId = ctx.ids.next();
    await writeLine(ctx, { id, lineId, version: null, kind, text });
    return lineId;
  };
  const lineId = await write('note', `A note of the ${secret}`);
  await write('off-record', `The ${secret} is off the record`);
  for (const text of texts) await write('note', text);
  const { quotes } = await sendQuote(ctx, { id, lineId: await write('quote', `My ${secret}`) });
  const quoteId = quotes[0]?.id ?? '';
  await answerQuote(world.as(ada), { id: quoteId, version: 1, answer: 'approve' });
  return { interviewId: id, lineId, quoteId, interview: await getInterview(ctx, { id }) };
}

/**
 * The cast is safe for a test: an id that is missing here is as unknown to the product as an
 * invented one.
 */
const createTarget = (made: Pick<Target, (typeof names)[number]>): Target =>
  ({
    ...Object.fromEntries(names.map((name) => [name, made[name]])),
    incident: 'INC-98765',
    incidentId: randomUUID(),
    personId: randomUUID(),
    questionId: randomUUID(),
  }) as unknown as Target;
const createNothing = () =>
  createTarget({ interviewId: randomUUID(), lineId: randomUUID(), quoteId: randomUUID() });
const isOfInterviews = ({ what }: Answer) => /\/api\/(incidents\/[^/]+\/)?interview/.test(what);

async function tokens(): Promise<Record<string, string>> {
  const { admin, viewer, outsider } = world;
  return {
    admin: await createToken(world.as(admin)),
    operator: operatorToken,
    viewer: await createToken(world.as(viewer)),
    outsider: await createToken(world.as(outsider)),
  };
}

async function readEverything(token: string): Promise<Answer[]> {
  const incident = given.open;
  const reads: [Route, Record<string, unknown>][] = [
    [routes.incident.list, {}],
    [routes.incident.get, { incident }],
    [routes.incident.export, { incident, format: 'markdown' }],
    [routes.incident.export, { incident, format: 'json' }],
    [routes.incident.export, { incident, format: 'bundle' }],
    [routes.access.accounts, {}],
    [routes.evidence.record, { incident }],
    [routes.evidence.outline, { incident }],
    [routes.evidence.sources, { incident }],
    [routes.people.list, { incident }],
    [routes.people.card, { incident, personId }],
    [routes.review.get, { incident }],
    [routes.review.candidates, { incident }],
    [routes.library.home, {}],
    [routes.library.search, { text: secret }],
    [routes.library.search, { text: 'room' }],
    [routes.interview.list, { incident }],
    [routes.interview.mine, {}],
    [routes.interview.proposals, { incident }],
    [routes.interview.questions, { incident, personId }],
  ];
  const answers: Answer[] = [];
  for (const [route, input] of reads) answers.push(await ask(app, token, route, input));
  return answers;
}

test.each(['admin', 'operator', 'viewer', 'outsider'])(
  'someone else’s interview does not exist on any route, whatever is in it: %s',
  async (who) => {
    const texts = fc.sample(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }), {
      numRuns: 20,
      seed: 40,
    });
    const notes = texts.map((text) => `${text.trim()} ${randomUUID()}`);
    const made = await hold(notes);
    const token = (await tokens())[who];
    const there = await sweep(app, token, createTarget(made), given);
    for (const { body } of there) {
      expect(body).not.toContain(secret);
      for (const note of notes)
        for (const form of [note, note.slice(-36), JSON.stringify(note).slice(1, -1)])
          expect(body).not.toContain(form);
    }
    const missing = await sweep(app, token, createNothing(), given);
    const own = there.filter(isOfInterviews);
    expect(own.length).toBeGreaterThan(15);
    const plain = (answers: Answer[]) =>
      answers.filter(isOfInterviews).map(({ status, body }) => ({ status, body }));
    const isPlanned = ({ what }: Answer) => what.startsWith('post') && what.includes(given.open);
    expect(plain(there.filter((one) => !isPlanned(one)))).toEqual(
      plain(missing.filter((one) => !isPlanned(one))),
    );
    const named = own.filter(({ what }) =>
      /<(?:interview|line|quote)Id>/.test(what.split(' ')[1] ?? ''),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ status }) => status !== 404)).toEqual([]);
  },
);

test('an interview changes nothing that others list, search, count or export', async () => {
  const all = Object.entries(await tokens());
  const before: Record<string, Answer[]> = {};
  for (const [who, token] of all) before[who] = await readEverything(token);
  const rows = await world.store.db.selectFrom('activity').select('id').execute();
  await hold();
  expect(await world.store.db.selectFrom('activity').select('id').execute()).toEqual(rows);
  for (const [who, token] of all) expect(await readEverything(token)).toEqual(before[who]);
  const mine = await createToken(world.as(world.editor));
  const bundle = await ask(app, mine, routes.incident.export, {
    incident: given.open,
    format: 'bundle',
  });
  expect(bundle.status).toBe(200);
  expect(bundle.body).not.toContain(secret);
});

test('an interview is not in live updates, which contain other changes', async () => {
  const listener = await listen(app, await createToken(world.as(world.admin)));
  await listener.until('event: ready');
  const made = await hold();
  const title = 'Deploy 41 was fine';
  await changeIncident(world.as(world.editor), { incident: given.open, version: 1, title });
  const heard = await listener.until(title);
  await listener.stop();
  expect(heard.match(/event: activity/g)).toHaveLength(1);
  for (const word of [secret, made.interviewId, made.lineId]) expect(heard).not.toContain(word);
});

test('the person reads when, where and their quotes, and no notes', async () => {
  const { interviewId } = await hold();
  const token = await createToken(world.as(ada));
  const { body } = await ask(app, token, routes.interview.mine, {});
  expect(body).toContain(`My ${secret}`);
  expect(body).not.toContain('A note of');
  expect(body).not.toContain('is off the record');
  expect((await ask(app, token, routes.interview.get, { id: interviewId })).status).toBe(404);
});

test('what is promoted is in the record, and nothing else of the interview', async () => {
  const { interviewId, quoteId } = await hold();
  await promoteQuote(world.as(world.editor), { id: interviewId, quoteId });
  const token = (await tokens())['viewer'] ?? '';
  const answers = await readEverything(token);
  const activity = await ask(app, token, routes.access.activity, { incident: given.open });
  const text = [...answers, activity].map(({ body }) => body).join('\n');
  expect(text).toContain(`My ${secret}`);
  for (const word of ['A note of', `Room ${secret}`, `The ${secret}`, interviewId])
    expect(text).not.toContain(word);
});

test('an interview is in no log: neither its id nor its words, nor those of a failed request', async () => {
  const made = await hold();
  const token = await createToken(world.as(world.editor));
  const at = { id: made.interviewId, lineId: randomUUID(), version: null, kind: 'note' };
  await ask(app, token, routes.interview.get, { id: made.interviewId });
  expect((await ask(app, token, routes.interview.writeLine, { ...at, text: secret })).status).toBe(
    200,
  );
  await app.send('GET', `/interviews/${made.interviewId}`);
  const table = world.store.db.schema;
  await table.alterTable('interview_line').renameTo('interview_line_away').execute();
  const failed = await ask(app, token, routes.interview.writeLine, {
    ...at,
    lineId: randomUUID(),
    text: `${secret} fails`,
  }).finally(() => table.alterTable('interview_line_away').renameTo('interview_line').execute());
  expect(failed.status).toBe(500);
  expect(failed.body).not.toContain(secret);
  const log = lines.join('\n');
  expect(log).toContain('/api/interviews/{id}/lines/{lineId}');
  expect(log).toContain('a request failed');
  for (const word of [secret, made.interviewId, made.lineId]) expect(log).not.toContain(word);
});
