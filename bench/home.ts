import { createClient } from '@debrief/client';
import { createApiKey, inviteAccount } from '@debrief/core/account';
import { addComment } from '@debrief/core/comment';
import type { Context } from '@debrief/core/context';
import { addFollowUp } from '@debrief/core/follow-up';
import { declareIncident } from '@debrief/core/incident';
import { askQuestion, publishVersion, writeSections } from '@debrief/core/report';
import { askToInvestigate, decideReview } from '@debrief/core/review';
import { addEvent } from '@debrief/core/timeline';
import { startDebrief } from '@debrief/testkit/process';
import { startPostgres } from '../tools/postgres.ts';
import { countFigure, inTurns, median, ms, ratioFigure, type Figure } from './figures.ts';
import { emptyStore } from './stores.ts';

const incidents = 200;
const mostMs = 300;

/**
 * The home page of a person with 200 incidents, in each of which something of every kind waits for
 * them, over HTTP on a PostgreSQL server; compared with an empty request.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  try {
    await using made = await emptyStore(postgres.url);
    const token = await fill(made.ctx);
    await using debrief = await startDebrief({
      databaseUrl: made.url ?? '',
      env: { DEBRIEF_DEMO: 'false' },
    });
    const client = createClient({ baseUrl: debrief.origin, token });
    const { waiting } = await client.library.home(undefined);
    if (waiting.length < 80) throw new Error(`only ${waiting.length} lines wait`);
    const turns = await inTurns(
      30,
      () => client.library.home(undefined),
      () => client.access.session(undefined),
      5,
    );
    const what = `home page of a person with ${incidents} incidents`;
    yield ratioFigure(what, turns, 'an empty request', 30);
    const took = median(turns.ours);
    yield countFigure(what, ms(took), `less than ${mostMs} ms`, took < mostMs);
  } finally {
    await postgres.stop();
  }
}

/** Returns an API key of the person. */
async function fill(ctx: Context): Promise<string> {
  const [person, other] = [await invite(ctx, 'Ada'), await invite(ctx, 'Ben')];
  for (let at = 0; at < incidents; at += 1) await fillIncident(person, other, at);
  const { key } = await createApiKey(person.ctx, { name: 'bench', scopes: ['read', 'write'] });
  return key;
}

interface Person {
  ctx: Context;
  id: string;
}

async function invite(ctx: Context, name: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.org`;
  const { account } = await inviteAccount(ctx, { name, email, role: 'editor' });
  const actor = { type: 'account', accountId: account.id, name, role: 'editor' } as const;
  return { ctx: { ...ctx, actor }, id: account.id };
}

async function fillIncident(person: Person, other: Person, at: number): Promise<void> {
  const { ref: incident } = await declareIncident(person.ctx, { title: `Incident ${at}` });
  const { events } = await addEvent(person.ctx, {
    incident,
    title: 'Customers report it',
    at: '2026-03-02T08:00:00Z',
  });
  const target = { kind: 'event' as const, id: events[0]?.id ?? '' };
  await addComment(other.ctx, { incident, target, text: 'Was it flat?', mentions: [person.id] });
  await addFollowUp(other.ctx, {
    incident,
    text: 'Alarm on empty results',
    intent: 'detect',
    owner: { type: 'account', accountId: person.id },
    dueOn: '2026-03-01',
  });
  const decision = { depth: 'light', reason: 'It surprised us' } as const;
  const { reviews } = await decideReview(other.ctx, { incident, version: null, ...decision });
  const version = reviews[0]?.version ?? 0;
  await askToInvestigate(other.ctx, { incident, version, accountId: person.id });
  const text = [{ type: 'text' as const, text: 'Search was empty.' }];
  const { state, document } = await writeSections(person.ctx, {
    incident,
    sections: [{ how: 'replace', kind: 'summary', blocks: [{ type: 'paragraph', content: text }] }],
  });
  await publishVersion(person.ctx, { incident, state, summary: 'First' });
  const sectionId = document?.content[0]?.attrs.id ?? '';
  await askQuestion(other.ctx, { incident, number: 1, sectionId, text: 'Why?' });
}
