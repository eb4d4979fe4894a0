import { joinSpans, type Span } from '@debrief/rules/on-call';
import type { Context } from '../../context.ts';
import { comparableNames } from '../directory/rows.ts';
import { toSpans } from './rows.ts';

/** A name, with its address, of someone in the evidence. */
export interface NamedPerson {
  personId: string;
  name: string;
  email: string | null;
}

/** When people were on call, and what the schedules say about when they were not. */
export interface Exposure {
  schedules: { id: string; team: string | null; covered: Span[] }[];
  /** By person: the schedules that they are in, and their shifts, in order. */
  people: Map<string, { scheduleIds: Set<string>; shifts: Span[] }>;
}

/**
 * The shifts in a time range that these people had, or could have had: by email address or answer,
 * and, unless someone declined it, also by name. No one but its caller's rules may see them.
 */
export async function loadExposure(
  ctx: Context,
  people: readonly NamedPerson[],
  range: Span,
): Promise<Exposure> {
  const schedules = await ctx.db
    .selectFrom('on_call_schedule')
    .select(['id', 'team', 'covered'])
    .execute();
  const covering = schedules
    .map(({ covered, ...one }) => ({ ...one, covered: toSpans(covered) }))
    .filter(({ covered }) =>
      covered.some(({ from, until }) => from < range.until && until > range.from),
    );
  const found: Exposure = { schedules: covering, people: new Map() };
  if (covering.length === 0) return found;
  const matches = await matchPeople(ctx, people);
  const rows = await ctx.db
    .selectFrom('on_call_shift')
    .select(['person_id', 'schedule_id', 'from_at', 'until_at'])
    .where('from_at', '<', new Date(range.until))
    .where('until_at', '>', new Date(range.from))
    .execute();
  const byOnCallPerson = Map.groupBy(rows, (row) => row.person_id);
  for (const [personId, ids] of matches) {
    const own = [...ids].flatMap((id) => byOnCallPerson.get(id) ?? []);
    if (own.length === 0) continue;
    const shifts = own.map((row) => ({
      from: row.from_at.getTime(),
      until: row.until_at.getTime(),
    }));
    const scheduleIds = new Set(own.map((row) => row.schedule_id));
    found.people.set(personId, { scheduleIds, shifts: joinSpans(shifts) });
  }
  return found;
}

/** The people in schedules that each person is, or could be. */
async function matchPeople(
  ctx: Context,
  people: readonly NamedPerson[],
): Promise<Map<string, Set<string>>> {
  const known = await ctx.db
    .selectFrom('on_call_person')
    .select(['id', 'email', 'plain_names'])
    .execute();
  const answers = await ctx.db.selectFrom('on_call_match').selectAll().execute();
  const said = new Map(
    answers.map((one) => [`${one.person_id} ${one.on_call_person_id}`, one.is_same]),
  );
  const byKey = new Map<string, string[]>();
  const index = (key: string, id: string) => byKey.set(key, [...(byKey.get(key) ?? []), id]);
  for (const { id, email, plain_names: names } of known) {
    if (email !== null) index(`@${email}`, id);
    for (const name of names) index(name, id);
  }
  const found = new Map<string, Set<string>>();
  const add = (personId: string, id: string) =>
    found.set(personId, (found.get(personId) ?? new Set()).add(id));
  for (const { personId, name, email } of people) {
    const keys = [...(email ? [`@${email.toLowerCase()}`] : []), ...comparableNames(name, email)];
    for (const id of keys.flatMap((key) => byKey.get(key) ?? []))
      if (said.get(`${personId} ${id}`) !== false) add(personId, id);
  }
  const asked = new Set(people.map(({ personId }) => personId));
  for (const one of answers)
    if (one.is_same && asked.has(one.person_id)) add(one.person_id, one.on_call_person_id);
  return found;
}
