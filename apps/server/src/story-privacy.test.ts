import { z } from 'zod';
import { routes, type Route } from '@debrief/contract';
import { inviteAccount, listAccounts } from '@debrief/core/account';
import type { Log } from '@debrief/core/context';
import { readRecord } from '@debrief/core/evidence';
import { changeIncident } from '@debrief/core/incident';
import { listPeople } from '@debrief/core/people';
import {
  addClaim,
  addFramework,
  addQuestions,
  addRehearsal,
  addStory,
  askPeer,
  changeClaim,
  changeStory,
  commentStory,
  pasteStory,
  removeClaim,
  setMe,
} from '@debrief/core/story';
import {
  importFile,
  makeEvent,
  makeIncident,
  testWorld,
  type World,
  embeddedDatabase,
} from '@debrief/testkit';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appOn, operatorToken, createToken, type TestApp } from './testing/app.ts';
import { listen } from './testing/listen.ts';
import { ask, fileSent, sweep, type Answer } from './testing/sweep.ts';
import type { Given, Target } from './testing/route-inputs.ts';

/** Occurs only in the story. */
const secret = 'quixotrope';

let world: World;
let app: TestApp;
let lines: string[];
let given: Given & { incidentId: string };

beforeEach(async () => {
  world = await testWorld(await embeddedDatabase());
  lines = [];
  const write = (fields: Record<string, unknown>, message: string) =>
    void lines.push(JSON.stringify({ fields, message }, errorsToo));
  const log: Log = { info: write, warn: write, error: write };
  app = await appOn(world.store, world.clock, { log });
  const ctx = world.as(world.editor);
  await inviteAccount(world.as(world.operator), {
    name: 'Pia',
    email: 'pia@example.org',
    role: 'viewer',
  });
  const open = await makeIncident(ctx, { title: 'Deploy 41' });
  await importFile(ctx, open, { name: 'ops.jsonl', text: `${fileSent}\n` });
  const { items } = await readRecord(ctx, open.ref, {});
  const event = await makeEvent(ctx, open, items);
  const accountId = world.editor.type === 'account' ? world.editor.accountId : '';
  given = {
    open: open.ref,
    incidentId: open.id,
    openEvent: { id: event.id, version: event.version },
    accountId,
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

/** The ids of everything that a story can have, and all of its sentences. */
type Made = Pick<Target, keyof ReturnType<typeof createNothing>> & { claimIds: string[] };

/**
 * A story with everything that one can have: claims with citations, a changed and a removed one, a
 * question to a peer, and who its writer is.
 */
async function writeStory(): Promise<Made> {
  const ctx = world.as(world.editor);
  const [person] = (await listPeople(ctx, { incident: given.open })).participants;
  await setMe(ctx, { personId: person?.personId ?? '' });
  const { items } = await readRecord(ctx, given.open, {});
  const { story } = await addStory(ctx, {
    title: `The ${secret}`,
    incident: given.open,
    competencies: [secret],
  });
  const citations = [
    { incident: given.open, target: 'evidence' as const, targetId: items[0]?.id ?? '' },
  ];
  const kept = await addClaim(ctx, {
    id: story.id,
    part: 'action',
    text: `I found the ${secret}`,
    citations,
  });
  const gone = await addClaim(ctx, { id: story.id, part: 'result', text: `The ${secret} ended` });
  await changeClaim(ctx, {
    id: story.id,
    claimId: gone.claimId ?? '',
    version: 1,
    text: `The ${secret} ended soon`,
  });
  await removeClaim(ctx, { id: story.id, claimId: gone.claimId ?? '', version: 2 });
  await changeStory(ctx, { id: story.id, version: 1, meant: ['missing-part:S'] });
  const pia = (await listAccounts(ctx, {})).items.find((account) => account.name === 'Pia');
  const asked = await askPeer(ctx, {
    id: story.id,
    claimId: kept.claimId ?? '',
    accountId: pia?.id ?? '',
  });
  const askId = asked.claims[0]?.confirmations[0]?.id ?? '';
  const { comments } = await commentStory(ctx, {
    id: story.id,
    claimId: kept.claimId ?? '',
    text: `Is ${secret} the word?`,
  });
  const { pasteId } = await pasteStory(ctx, {
    text: `Situation: The ${secret} went. Action: I found it. Result: It is back.`,
  });
  const { id: rehearsalId } = await addRehearsal(ctx, {
    id: story.id,
    said: `I found the ${secret}`,
    tookMs: 60_000,
    againOn: '2026-01-01',
  });
  const bank = await addQuestions(ctx, {
    format: 'csv',
    text: `text,competency\nTell me about the ${secret},diagnosis`,
  });
  const { id: frameworkId } = await addFramework(ctx, {
    yaml: `name: ${secret} principles\ncompetencies: [${secret}]`,
  });
  return {
    storyId: story.id,
    claimId: kept.claimId ?? '',
    askId,
    commentId: comments[0]?.id ?? '',
    pasteId,
    rehearsalId,
    frameworkId,
    questionId: bank.added[0]?.id ?? '',
    claimIds: [kept.claimId ?? '', gone.claimId ?? ''],
  };
}

/**
 * The cast holds for a test: an id that is missing here is as unknown to the product as an invented
 * one.
 */
function createTarget(story: Omit<Made, 'claimIds'>): Target {
  const nowhere = Object.fromEntries(
    ['personId', 'otherPersonId', 'eventId', 'evidenceId', 'findingId', 'followUpId'].map(
      (name) => [name, randomUUID()],
    ),
  );
  return {
    ...nowhere,
    ...story,
    incident: 'INC-98765',
    incidentId: randomUUID(),
  } as unknown as Target;
}

const createNothing = () => ({
  storyId: randomUUID(),
  claimId: randomUUID(),
  askId: randomUUID(),
  commentId: randomUUID(),
  pasteId: randomUUID(),
  rehearsalId: randomUUID(),
  frameworkId: randomUUID(),
  questionId: randomUUID(),
});
const isOfStories = (answer: Answer) => /\/api\/(stor|incidents\/[^/]+\/story-)/.test(answer.what);

async function tokens(): Promise<Record<string, string>> {
  return {
    admin: await createToken(world.as(world.admin)),
    operator: operatorToken,
    viewer: await createToken(world.as(world.viewer)),
    outsider: await createToken(world.as(world.outsider)),
  };
}

/** Everything that lists, finds, counts or exports, as one of them reads it. */
/** Exports are recorded, so each read of everything adds to the activity. */
function withoutExports(answer: Answer): Answer {
  if (!answer.what.includes('/api/activity')) return answer;
  const { items } = z
    .object({ items: z.array(z.looseObject({ kind: z.string() })) })
    .parse(JSON.parse(answer.body));
  return {
    ...answer,
    body: JSON.stringify(items.filter(({ kind }) => kind !== 'incident.exported')),
  };
}

async function readEverything(token: string): Promise<Answer[]> {
  const incident = given.open;
  const reads: [Route, Record<string, unknown>][] = [
    [routes.incident.list, {}],
    [routes.incident.list, { text: secret }],
    [routes.incident.get, { incident }],
    [routes.incident.export, { incident, format: 'markdown' }],
    [routes.incident.export, { incident, format: 'json' }],
    [routes.incident.export, { incident, format: 'bundle' }],
    [routes.access.activity, {}],
    [routes.access.activity, { incident }],
    [routes.access.accounts, {}],
    [routes.evidence.record, { incident }],
    [routes.evidence.record, { incident, text: secret }],
    [routes.evidence.outline, { incident }],
    [routes.people.list, { incident }],
    [routes.timeline.list, { incident }],
    [routes.investigation.list, { incident }],
    [routes['follow-up'].all, {}],
    [routes.library.search, { text: secret }],
    [routes.library.search, { text: 'deploy' }],
    [routes.story.list, {}],
    [routes.story.list, { text: secret }],
    [routes.story.list, { removed: 'true' }],
    [routes.story.asked, {}],
    [routes.story.me, {}],
    [routes.story.incidents, {}],
    [routes.story.rehearsals, {}],
    [routes.story.rehearsals, { due: 'true' }],
    [routes.story.frameworks, {}],
    [routes.story.questions, {}],
    [routes.story.suggestedEvidence, { incident }],
  ];
  const answers: Answer[] = [];
  for (const [route, input] of reads) answers.push(await ask(app, token, route, input));
  return answers.map(withoutExports);
}

describe("another person's story", () => {
  test.each(['admin', 'operator', 'viewer', 'outsider'])(
    'is hidden on every route: %s',
    async (who) => {
      const made = await writeStory();
      const token = (await tokens())[who];
      const there = (await sweep(app, token, createTarget(made), given)).filter(isOfStories);
      const missing = (await sweep(app, token, createTarget(createNothing()), given)).filter(
        isOfStories,
      );
      expect(there.length).toBeGreaterThan(15);
      expect(
        there.map((answer) => ({
          ...answer,
          what: '',
          body: answer.body.replaceAll(made.storyId, ''),
        })),
      ).toEqual(missing.map((answer) => ({ ...answer, what: '' })));
      for (const answer of there) expect(answer.body).not.toContain(secret);
      const named = there.filter((answer) =>
        /<(story|ask|paste|rehearsal)Id>/.test(answer.what.split('?')[0] ?? ''),
      );
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((answer) => answer.status !== 404)).toEqual([]);
    },
  );

  test('does not affect what others list, search, count, export or read in activity', async () => {
    const all = Object.entries(await tokens());
    const before: Record<string, Answer[]> = {};
    for (const [who, token] of all) before[who] = await readEverything(token);
    const rows = await world.store.db.selectFrom('activity').select('id').execute();
    const made = await writeStory();
    expect(await world.store.db.selectFrom('activity').select('id').execute()).toEqual(rows);
    for (const [who, token] of all) {
      const after = await readEverything(token);
      expect(after).toEqual(before[who]);
      const text = after.map((answer) => answer.body).join('\n');
      for (const word of [secret, made.storyId, made.askId, ...made.claimIds])
        expect(text).not.toContain(word);
    }
  });

  test('is in no bundle of its incident, not even its writer’s own', async () => {
    await writeStory();
    const mine = await createToken(world.as(world.editor));
    for (const format of ['bundle', 'json', 'markdown']) {
      const { status, body } = await ask(app, mine, routes.incident.export, {
        incident: given.open,
        format,
      });
      expect(status).toBe(200);
      expect(body).not.toContain(secret);
    }
  });

  test('is not in live updates, which contain other changes', async () => {
    const listener = await listen(app, await createToken(world.as(world.admin)));
    await listener.until('event: ready');
    const made = await writeStory();
    await changeIncident(world.as(world.editor), {
      incident: given.open,
      version: 1,
      title: 'Deploy 41 was fine',
    });
    const heard = await listener.until('Deploy 41 was fine');
    await listener.stop();
    expect(heard.match(/event: activity/g)).toHaveLength(1);
    for (const word of [secret, made.storyId, ...made.claimIds]) expect(heard).not.toContain(word);
  });

  test('is in no log: neither its id nor its words, nor those of requests about it', async () => {
    const made = await writeStory();
    const mine = await createToken(world.as(world.editor));
    await sweep(app, mine, createTarget(made), given);
    const add = await ask(app, mine, routes.story.add, { title: `${secret} again` });
    expect(add.status).toBe(201);
    await app.send('GET', `/stories/${made.storyId}?text=${secret}`);
    await app.send('GET', `/stories/${made.storyId}`);
    await app.send('GET', `/api/stories/${made.storyId}/nothing/${secret}`);
    await world.store.db.schema
      .alterTable('story_revision')
      .renameTo('story_revision_away')
      .execute();
    const failed = await ask(app, mine, routes.story.add, { title: `${secret} fails` }).finally(
      () =>
        world.store.db.schema
          .alterTable('story_revision_away')
          .renameTo('story_revision')
          .execute(),
    );
    expect(failed.status).toBe(500);
    expect(lines.length).toBeGreaterThan(60);
    const log = lines.join('\n');
    expect(log).toContain('/api/stories/{id}/claims');
    expect(log).toContain('a request failed');
    for (const word of [secret, made.storyId, made.askId, ...made.claimIds])
      expect(log).not.toContain(word);
  });

  test('shows a peer only the sentence they were asked about', async () => {
    await writeStory();
    const pia = (await listAccounts(world.as(world.editor), {})).items.find(
      (account) => account.name === 'Pia',
    );
    const token = await createToken(
      world.as({ type: 'account', accountId: pia?.id ?? '', name: 'Pia', role: 'viewer' }),
    );
    const answers = await readEverything(token);
    const telling = answers.filter((answer) => answer.body.includes(secret));
    expect(telling.map((answer) => answer.what.trim())).toEqual(['get /api/story-asks']);
    expect(telling[0]?.body).not.toContain('The quixotrope');
  });
});
