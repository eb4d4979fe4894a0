import { plainName } from '@debrief/rules/people';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { isPersonInSight } from '../evidence/index.ts';

export interface VisiblePerson {
  id: string;
  name: string;
  /** The people merged into this person. */
  mergedIds: string[];
  reason: string;
}

/**
 * The people with these ids, merged ones as their merged person, if a visible incident has a source
 * that knows them.
 */
export async function filterVisiblePersons(
  ctx: Context,
  ids: readonly string[],
): Promise<VisiblePerson[]> {
  if (ids.length === 0) return [];
  const result = await sql<{ id: string; name: string; asked_id: string }>`
    select person.id, person.name, asked.id as asked_id from person asked join person on person.id = coalesce(asked.merged_into, asked.id)
    where asked.id = any(${[...new Set(ids)]}::uuid[]) and ${isPersonInSight(ctx)}
    order by person.name, person.id`.execute(ctx.db);
  const found = new Map<string, VisiblePerson>();
  for (const row of result.rows) {
    const one = found.get(row.id) ?? {
      id: row.id,
      name: row.name,
      mergedIds: [],
      reason: 'You confirmed it.',
    };
    found.set(
      row.id,
      row.asked_id === row.id ? one : { ...one, mergedIds: [...one.mergedIds, row.asked_id] },
    );
  }
  return [...found.values()];
}

/**
 * Visible people with this email address, or this name in any spelling. Always a question, never an
 * automatic match.
 */
export async function findSimilarPersons(
  ctx: Context,
  account: { name: string; email: string },
): Promise<VisiblePerson[]> {
  const result = await sql<{ id: string; name: string; emails: string[]; names: string[] }>`
    select person.id, person.name, array_agg(identity.name) as names,
      coalesce(array_agg(lower(identity.email)) filter (where identity.email is not null), '{}') as emails
    from person join identity on identity.person_id = person.id
    where person.merged_into is null and not identity.is_bot and ${isPersonInSight(ctx)}
    group by person.id order by person.name, person.id`.execute(ctx.db);
  const name = plainName(account.name);
  const email = account.email.toLowerCase();
  return result.rows.flatMap((row): VisiblePerson[] => {
    const base = { id: row.id, name: row.name, mergedIds: [] };
    if (row.emails.includes(email))
      return [
        { ...base, reason: `Your email address, ${account.email}, appears in the evidence.` },
      ];
    return [row.name, ...row.names].some((one) => plainName(one) === name)
      ? [{ ...base, reason: 'They have your name.' }]
      : [];
  });
}
