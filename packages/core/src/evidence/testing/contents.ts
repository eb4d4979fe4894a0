import { sql } from 'kysely';
import type { Database } from '../../db/index.ts';

/**
 * Everything that imports stored, with names from the sources and without generated ids: equal
 * databases give equal results.
 */
export async function readContents(
  db: Database,
): Promise<{ items: unknown[]; order: unknown[]; people: unknown[]; members: unknown[] }> {
  const items = await sql`
    select source.key as source, stream.key as stream, stream.name, e.key, e.revision, before.revision as revises, e.change, e.kind, e.occurred_at, e.until_at, e.precision, e.zone_offset,
      identity.key as author, e.is_bot, e.text, e.replies_to_key, e.details, e.marks, md5(e.payload) as payload, e.content_hash,
      (select json_agg(reacting.key || ' ' || reaction.name order by reacting.key, reaction.name) from reaction join identity reacting on reacting.id = reaction.identity_id
        where reaction.evidence_id = e.id) as reactions
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    left join identity on identity.id = e.identity_id left join evidence before on before.id = e.revises
    order by source.key, stream.key, e.key, e.revision`.execute(db);
  const order =
    await sql`select e.key from evidence e where e.revision = 1 order by e.occurred_at, e.item_id`.execute(
      db,
    );
  const people = await sql`
    select source.key as source, array_agg(identity.key || ' ' || identity.name || ' ' || coalesce(identity.email, '') || ' ' || identity.is_bot order by identity.key) as identities, person.name
    from identity join source on source.id = identity.source_id join person on person.id = identity.person_id group by source.key, person.id order by 2`.execute(
    db,
  );
  const members = await sql`
    select stream.key as stream, identity.key as identity from stream_member join stream on stream.id = stream_member.stream_id join identity on identity.id = stream_member.identity_id
    order by 1, 2`.execute(db);
  return { items: items.rows, order: order.rows, people: people.rows, members: members.rows };
}

/** Imports whose counts do not add up, however they ended. */
export async function findWrongSummaries(db: Database): Promise<unknown[]> {
  const found = await sql`
    select import.id, import.state, import.read, import.imported, import.duplicates, import.rejected, import.vanished, held.rows, refused.rows as refused
    from import
    cross join lateral (select count(*)::int as rows from evidence where evidence.import_id = import.id) held
    cross join lateral (select count(*)::int as rows from import_rejection where import_rejection.import_id = import.id) refused
    where import.read <> import.imported + import.duplicates + import.rejected or held.rows <> import.imported + import.vanished or refused.rows <> import.rejected`.execute(
    db,
  );
  return found.rows;
}
