import { DomainError, type OnCallSchedule } from '@debrief/contract';
import type { ScheduleRead, ScheduleTool, ShiftRead } from '@debrief/readers';
import { joinSpans, type Shift, type Span } from '@debrief/rules/on-call';
import { plainName } from '@debrief/rules/people';
import { sql, type Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import { jsonb } from '../../db/index.ts';
import { comparableNames } from '../directory/rows.ts';
import type { PeopleTables } from '../tables.ts';

export type ScheduleRow = Selectable<PeopleTables['on_call_schedule']>;

export const toSpans = (covered: readonly [number, number][]): Span[] =>
  covered.map(([from, until]) => ({ from, until }));

export const presentSpan = ({ from, until }: Span) => ({
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});

export function presentSchedule(
  row: ScheduleRow,
  counts: { people: number; shifts: number },
): OnCallSchedule {
  return {
    id: row.id,
    name: row.name,
    tool: row.tool,
    team: row.team,
    zone: row.zone,
    covered: toSpans(row.covered).map(presentSpan),
    ...counts,
    importedAt: row.imported_at.toISOString(),
  };
}

/** Errors: `not-found`. */
export async function scheduleById(ctx: Context, id: string): Promise<ScheduleRow> {
  const row = await ctx.db
    .selectFrom('on_call_schedule')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'On-call schedule not found.');
  return row;
}

/** Waits for another import. */
export async function lockSchedules(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('on-call'))`.execute(ctx.db);
}

/** The schedule of an export, with the time that it covers added. */
export async function saveSchedule(
  ctx: Context,
  tool: ScheduleTool,
  { key, name, team, zone, from, until }: ScheduleRead,
): Promise<string> {
  const known = await ctx.db
    .selectFrom('on_call_schedule')
    .select(['id', 'covered', 'team', 'zone'])
    .where('key', '=', key)
    .executeTakeFirst();
  const span = { from: from.getTime(), until: until.getTime() };
  const covered = joinSpans([...toSpans(known?.covered ?? []), span]);
  const values = {
    name,
    team: team ?? known?.team ?? null,
    zone: zone ?? known?.zone ?? null,
    covered: jsonb(covered.map((one): [number, number] => [one.from, one.until])),
    imported_at: ctx.clock.now(),
  };
  if (known) {
    await ctx.db.updateTable('on_call_schedule').set(values).where('id', '=', known.id).execute();
    return known.id;
  }
  const id = ctx.ids.next();
  await ctx.db
    .insertInto('on_call_schedule')
    .values({ id, key, tool, ...values })
    .execute();
  return id;
}

const toKey = ({ name, email }: ShiftRead) =>
  email ?? `name:${plainName(name) || name.toLowerCase()}`;

/** The ids of the people of these shifts, by shift; new people are added. */
export async function savePeople(
  ctx: Context,
  shifts: readonly ShiftRead[],
): Promise<(shift: ShiftRead) => string> {
  const byKey = new Map(shifts.map((shift) => [toKey(shift), shift]));
  const rows = [...byKey].map(([key, { name, email }]) => ({
    id: ctx.ids.next(),
    key,
    name,
    email,
    plain_names: comparableNames(name, email),
  }));
  await sql`
    insert into on_call_person (id, key, name, email, plain_names)
    select id, key, name, email, plain_names from jsonb_to_recordset(${jsonb(rows)}) as row(id uuid, key text, name text, email text, plain_names text[])
    on conflict (key) do update set name = excluded.name, plain_names = excluded.plain_names`.execute(
    ctx.db,
  );
  const saved = await ctx.db
    .selectFrom('on_call_person')
    .select(['id', 'key'])
    .where(sql<boolean>`key = any(${[...byKey.keys()]}::text[])`)
    .execute();
  const ids = new Map(saved.map(({ id, key }) => [key, id]));
  return (shift) => {
    const id = ids.get(toKey(shift));
    if (id === undefined) throw new Error('A person of a shift was saved');
    return id;
  };
}

/** The shifts of a schedule that overlap or touch a time range; all without one. */
export async function loadShifts(
  ctx: Context,
  scheduleId: string,
  range: Span | null = null,
): Promise<Shift[]> {
  let query = ctx.db.selectFrom('on_call_shift').selectAll().where('schedule_id', '=', scheduleId);
  if (range !== null)
    query = query
      .where('from_at', '<=', new Date(range.until))
      .where('until_at', '>=', new Date(range.from));
  return (await query.execute()).map((row) => ({
    person: row.person_id,
    role: row.role,
    isOverride: row.is_override,
    from: row.from_at.getTime(),
    until: row.until_at.getTime(),
  }));
}

const batchSize = 5_000;

export async function insertShifts(
  ctx: Context,
  scheduleId: string,
  shifts: readonly Shift[],
): Promise<void> {
  for (let from = 0; from < shifts.length; from += batchSize)
    await sql`
      insert into on_call_shift (schedule_id, person_id, role, is_override, from_at, until_at)
      select ${scheduleId}::uuid, person_id, role, is_override, from_at, until_at
      from jsonb_to_recordset(${jsonb(shifts.slice(from, from + batchSize).map(toRow))}) as row(person_id uuid, role text, is_override boolean, from_at timestamptz, until_at timestamptz)`.execute(
      ctx.db,
    );
}

export async function deleteShifts(
  ctx: Context,
  scheduleId: string,
  shifts: readonly Shift[],
): Promise<void> {
  for (let from = 0; from < shifts.length; from += batchSize)
    await sql`
      delete from on_call_shift known using jsonb_to_recordset(${jsonb(shifts.slice(from, from + batchSize).map(toRow))}) as row(person_id uuid, role text, is_override boolean, from_at timestamptz)
      where known.schedule_id = ${scheduleId} and known.person_id = row.person_id and known.role = row.role
        and known.is_override = row.is_override and known.from_at = row.from_at`.execute(ctx.db);
}

const toRow = ({ person, role, isOverride, from, until }: Shift) => ({
  person_id: person,
  role,
  is_override: isOverride,
  from_at: new Date(from).toISOString(),
  until_at: new Date(until).toISOString(),
});
