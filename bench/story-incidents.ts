import { inviteAccount } from '@debrief/core/account';
import { systemClock, type Actor, type Context } from '@debrief/core/context';
import { incidentsTakenPartIn, setMe } from '@debrief/core/story';
import { sql } from 'kysely';
import { startPostgres } from '../tools/postgres.ts';
import { inTurns, ratioFigure, type Figure } from './figures.ts';
import { fillLibrary, incidents } from './library-data.ts';
import { emptyStore } from './stores.ts';

const times = 30;
/** In how many of them the person wrote, ten items in each. */
const takenPart = 1_000;

/** The incidents in which the user took part, among 10,000: the list for starting a story. */
export async function* measure(): AsyncGenerator<Figure> {
  const postgres = await startPostgres();
  try {
    yield* measureListing('embedded', null);
    yield* measureListing(`on PostgreSQL ${postgres.version.split(' ')[0]}`, postgres.url);
  } finally {
    await postgres.stop();
  }
}

async function* measureListing(where: string, serverUrl: string | null): AsyncGenerator<Figure> {
  await using opened = await emptyStore(serverUrl);
  await fillLibrary(opened.ctx, systemClock.now());
  const ctx = await busyPerson(opened.ctx);
  const { items } = await incidentsTakenPartIn(ctx, {});
  if (items.length !== 20) throw new Error(`only ${items.length} incidents were found`);
  yield ratioFigure(
    `the first 20 of ${takenPart.toLocaleString('en')} incidents that I took part in, of ${incidents.toLocaleString('en')}, ${where}`,
    await inTurns(
      times,
      () => incidentsTakenPartIn(ctx, {}),
      () => bareQuery(ctx),
      3,
    ),
    `the bare count of my ${(takenPart * 10).toLocaleString('en')} items by their index`,
    30,
  );
}

/**
 * A person who wrote ten items in a thousand incidents, and findings, events and follow-ups in
 * hundreds.
 */
async function busyPerson(ctx: Context): Promise<Context> {
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
  const personId = ctx.ids.next();
  const identityId = ctx.ids.next();
  const by = JSON.stringify({ type: 'account', id: account.id, name: account.name });
  const owner = JSON.stringify({ type: 'account', accountId: account.id, name: account.name });
  await sql`insert into person (id, name) values (${personId}, 'Ilse')`.execute(ctx.db);
  await sql`insert into identity (id, source_id, key, name, person_id) select ${identityId}, id, 'ilse', 'Ilse', ${personId} from source limit 1`.execute(
    ctx.db,
  );
  await sql`insert into evidence (id, item_id, stream_id, import_id, key, revision, change, kind, occurred_at, recorded_at, precision, is_bot, text, details, marks, payload, payload_encoding, content_hash, identity_id)
    select made.id, made.id, evidence.stream_id, evidence.import_id, made.id::text, 1, 'original', 'message', evidence.occurred_at, evidence.recorded_at, 'exact', false, 'mine', '{}', '{}', '', 'utf8', '', ${identityId}
    from (select stream_id from incident_stream order by stream_id limit ${takenPart}) selected
    join evidence on evidence.stream_id = selected.stream_id cross join lateral (select gen_random_uuid() as id, evidence.id as of) made`.execute(
    ctx.db,
  );
  await sql`insert into finding (id, incident_id, type, statement, at, precision, content, created_at, created_by, updated_at, updated_by)
    select gen_random_uuid(), id, 'question', 'Who?', created_at, 'minute', '{}', created_at, ${by}::jsonb, created_at, ${by}::jsonb from incident order by id limit 300`.execute(
    ctx.db,
  );
  await sql`insert into timeline_event (id, incident_id, title, text, at, precision, type, created_at, created_by, updated_at, updated_by)
    select gen_random_uuid(), id, 'Seen', '', created_at, 'minute', 'diagnosis', created_at, ${by}::jsonb, created_at, ${by}::jsonb from incident order by id limit 300`.execute(
    ctx.db,
  );
  await sql`insert into follow_up (id, incident_id, text, intent, owner, state, state_at, created_at, created_by, updated_at, updated_by)
    select gen_random_uuid(), id, 'Alert on it', 'detect', ${owner}::jsonb, 'open', created_at, created_at, ${by}::jsonb, created_at, ${by}::jsonb from incident order by id limit 300`.execute(
    ctx.db,
  );
  await sql`vacuum analyze`.execute(ctx.db);
  const own = { ...ctx, actor };
  await setMe(own, { personId });
  return own;
}

/** The minimum for any answer: counts the user's items with an index. */
async function bareQuery(ctx: Context): Promise<void> {
  await sql`select e.stream_id, count(*) from evidence e join identity on identity.id = e.identity_id where identity.name = 'Ilse' group by e.stream_id`.execute(
    ctx.db,
  );
}
