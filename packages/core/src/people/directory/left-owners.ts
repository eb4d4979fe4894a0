import { plainName } from '@debrief/rules/people';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

/**
 * Of these names of people and teams, those that the directory knows only as people who left, or as
 * teams that everyone left. Names that it doesn't know are not returned.
 */
export async function findLeftNames(ctx: Context, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const plain = new Map(names.map((name) => [plainName(name), name]));
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const { rows: people } = await sql<{ name: string; has_left: boolean }>`
    select named.name, bool_and(left_on is not null and left_on <= ${today}) as has_left
    from directory_entry, lateral (select email as name union select unnest(plain_names)) named
    where email = any(${[...lower.keys()]}::text[]) or plain_names && ${[...plain.keys()]}::text[] group by named.name`.execute(
    ctx.db,
  );
  const { rows: teams } = await sql<{ name: string; has_left: boolean }>`
    select lower(state.team) as name, bool_and(left_on is not null and left_on <= ${today}) as has_left
    from directory_state state join directory_entry entry on entry.id = state.entry_id
    where lower(state.team) = any(${[...lower.keys()]}::text[])
      and state.from_on = (select max(from_on) from directory_state newest where newest.entry_id = state.entry_id)
    group by lower(state.team)`.execute(ctx.db);
  const known = new Map<string, boolean[]>();
  const add = (name: string | undefined, hasLeft: boolean) =>
    name !== undefined && known.set(name, [...(known.get(name) ?? []), hasLeft]);
  for (const { name, has_left: hasLeft } of people)
    add(lower.get(name) ?? plain.get(name), hasLeft);
  for (const { name, has_left: hasLeft } of teams) add(lower.get(name), hasLeft);
  return new Set([...known].flatMap(([name, found]) => (found.every(Boolean) ? [name] : [])));
}
