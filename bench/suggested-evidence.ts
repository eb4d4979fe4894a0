import { inviteAccount } from '@debrief/core/account';
import type { Actor, Context } from '@debrief/core/context';
import { beginImport, readRecord } from '@debrief/core/evidence';
import { openUpload } from '@debrief/readers';
import { addFollowUp } from '@debrief/core/follow-up';
import { declareIncident } from '@debrief/core/incident';
import { addFinding } from '@debrief/core/investigation';
import { listPeople } from '@debrief/core/people';
import { addClaim, addStory, collectSuggestedEvidence, getStory, setMe } from '@debrief/core/story';
import { addEvent } from '@debrief/core/timeline';
import { sql } from 'kysely';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../tools/postgres.ts';
import { inTurns, ratioFigure, type Figure } from './figures.ts';
import { largeItems } from './large-record.ts';
import { writeSlackExport } from './slack-export.ts';
import { emptyStore } from './stores.ts';

const times = 30;
const page = 200;

/**
 * What the record of a large incident shows of one person, for a story; compared with the bare
 * query for that person's items by index.
 */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'debrief-bench-story-'));
  try {
    await writeSlackExport(join(folder, 'export'), { messages: largeItems });
    yield* suggestedEvidence('embedded', join(folder, 'export'), null);
    yield* suggestedEvidence(
      `on PostgreSQL ${postgres.version.split(' ')[0]}`,
      join(folder, 'export'),
      postgres.url,
    );
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* suggestedEvidence(
  where: string,
  folder: string,
  serverUrl: string | null,
): AsyncGenerator<Figure> {
  await using opened = await emptyStore(serverUrl);
  const incident = await declareIncident(opened.ctx, { title: 'A record of 100,000 items' });
  const summary = await (
    await beginImport(
      opened.ctx,
      { incident: incident.ref, name: 'export' },
      await openUpload(folder, 'export'),
      'bench',
    )
  ).run();
  if (summary.imported !== largeItems)
    throw new Error(`the import stored ${summary.imported}: ${summary.problem}`);
  if (serverUrl) await sql`analyze`.execute(opened.ctx.db);
  const { ctx, personId } = await onCall(opened.ctx, incident.ref);
  await addStudy(ctx, incident.ref, personId);
  const bare = () => bareQuery(ctx, personId);
  const input = { incident: incident.ref, limit: page };
  const taken = await inTurns(times, () => collectSuggestedEvidence(ctx, input), bare, 3);
  const found = await collectSuggestedEvidence(ctx, input);
  if (found.written !== page) throw new Error(`only ${found.written} items were found`);
  const yardstick = "the bare query for the person's items";
  yield ratioFigure(
    `evidence for a story from ${largeItems.toLocaleString('en')} items, ${where}`,
    taken,
    yardstick,
    40,
  );
  const story = await longStory(ctx, incident.ref);
  yield ratioFigure(
    `a story of 40 sentences graded by 80 citations, ${where}`,
    await inTurns(times, () => getStory(ctx, { id: story }), bare),
    yardstick,
    20,
  );
}

/** An account of the person who wrote most. */
async function onCall(ctx: Context, incident: string): Promise<{ ctx: Context; personId: string }> {
  const { account } = await inviteAccount(ctx, {
    name: 'Ilse',
    email: 'ilse@example.org',
    role: 'editor',
  });
  const actor: Actor = {
    type: 'account',
    accountId: account.id,
    name: account.name,
    role: 'editor',
  };
  const { participants } = await listPeople(ctx, { incident });
  const personId = participants.toSorted((a, b) => b.written - a.written)[0]?.personId ?? '';
  const own = { ...ctx, actor };
  await setMe(own, { personId });
  return { ctx: own, personId };
}

/** The incident after a complete analysis. */
async function addStudy(ctx: Context, incident: string, personId: string): Promise<void> {
  const { items } = await readRecord(ctx, incident, { limit: 500 });
  const { items: mine } = await readRecord(ctx, incident, { author: personId, limit: 100 });
  const citeItems = (index: number) => [
    {
      evidenceId:
        (index % 3 === 0 ? mine[index % mine.length] : items[index % items.length])?.id ?? '',
    },
  ];
  for (let index = 0; index < 300; index += 1)
    await addEvent(ctx, {
      incident,
      citations: citeItems(index),
      type: index % 50 === 0 ? 'detection' : 'diagnosis',
    });
  for (let index = 0; index < 60; index += 1)
    await addFinding(ctx, {
      type: index % 2 === 0 ? 'hypothesis' : 'factor',
      incident,
      statement: `The broker, ${index}`,
      citations: citeItems(index),
    });
  for (let index = 0; index < 20; index += 1)
    await addFollowUp(ctx, { incident, text: `Alert on the alias, ${index}`, intent: 'detect' });
}

async function longStory(ctx: Context, incident: string): Promise<string> {
  const { items } = await readRecord(ctx, incident, { limit: 80 });
  const { story } = await addStory(ctx, { title: 'What I did', incident });
  for (let index = 0; index < 40; index += 1) {
    const citations = items
      .slice(index * 2, index * 2 + 2)
      .map((item) => ({ incident, target: 'evidence' as const, targetId: item.id }));
    await addClaim(ctx, {
      id: story.id,
      part: 'action',
      text: `I did the ${index}th thing`,
      citations,
    });
  }
  return story.id;
}

/** The minimum for any answer: the person's items by the index of identities. */
async function bareQuery(ctx: Context, personId: string): Promise<void> {
  await sql`select e.id, e.text, e.occurred_at from evidence e join identity on identity.id = e.identity_id
    where identity.person_id = ${personId} order by e.occurred_at limit ${page}`.execute(ctx.db);
}
