import {
  ReadSchedule,
  type OnCallScheduleDetails,
  type OnCallSchedules,
  type OnCallShift,
} from '@debrief/contract';
import { findGaps, findOverlaps, type Shift } from '@debrief/rules/on-call';
import { sql } from 'kysely';
import { refuseUnless } from '../../access/index.ts';
import type { Context } from '../../context.ts';
import { parse } from '../../parse.ts';
import { loadShifts, presentSchedule, presentSpan, scheduleById, toSpans } from './rows.ts';

/** All on-call schedules, by name. Only for admins. Errors: `forbidden`. */
export async function listSchedules(ctx: Context): Promise<OnCallSchedules> {
  refuseUnless(ctx, 'access:manage');
  const rows = await ctx.db
    .selectFrom('on_call_schedule')
    .selectAll()
    .orderBy('name')
    .orderBy('id')
    .execute();
  const counts = await ctx.db
    .selectFrom('on_call_shift')
    .select(({ fn }) => [
      'schedule_id',
      fn.countAll<string>().as('shifts'),
      fn.count<string>('person_id').distinct().as('people'),
    ])
    .groupBy('schedule_id')
    .execute();
  const byId = new Map(counts.map((one) => [one.schedule_id, one]));
  return {
    items: rows.map((row) => {
      const { people = 0, shifts = 0 } = byId.get(row.id) ?? {};
      return presentSchedule(row, { people: Number(people), shifts: Number(shifts) });
    }),
  };
}

interface OnCallName {
  name: string;
  email: string | null;
  entryId: string | null;
  /** How many people in the directory have this name. */
  namesakes: number;
}

const mostShown = 100;

/**
 * The shifts of a schedule, when no one was on call, and when several people had the same role. Only
 * for admins. Errors: `forbidden`, `not-found`.
 */
export async function readSchedule(
  ctx: Context,
  raw: ReadSchedule,
): Promise<OnCallScheduleDetails> {
  const input = parse(ReadSchedule, raw);
  refuseUnless(ctx, 'access:manage');
  const row = await scheduleById(ctx, input.id);
  const shifts = await loadShifts(ctx, row.id);
  const names = await loadNames(ctx, row.id);
  const sorted = shifts.toSorted((a, b) => b.from - a.from || (toKey(a) < toKey(b) ? -1 : 1));
  const start =
    input.cursor === undefined
      ? 0
      : sorted.findIndex(
          (shift) => shift.from <= readFrom(input.cursor) && toKey(shift) === input.cursor,
        ) + 1;
  const shown = sorted.slice(start, start + (input.limit ?? 100));
  const gaps = findGaps(shifts, toSpans(row.covered)).toReversed();
  const overlaps = findOverlaps(shifts).toSorted((a, b) => b.from - a.from);
  const nameOn = (id: string) => names.get(id)?.name ?? '';
  return {
    schedule: presentSchedule(row, { people: names.size, shifts: shifts.length }),
    shifts: shown.map((shift) => presentShift(shift, names)),
    next: start + shown.length < sorted.length ? toKey(shown.at(-1)) : null,
    gapCount: gaps.length,
    gaps: gaps.slice(0, mostShown).map(presentSpan),
    overlapCount: overlaps.length,
    overlaps: overlaps.slice(0, mostShown).map(({ role, people, ...span }) => ({
      ...presentSpan(span),
      role,
      names: people.map(nameOn).toSorted(),
    })),
    sharedNames: [...names.values()]
      .flatMap(({ name, email, namesakes }) => (email === null && namesakes > 1 ? [name] : []))
      .toSorted()
      .slice(0, mostShown),
  };
}

const toKey = (shift: Shift | undefined): string =>
  shift === undefined
    ? ''
    : [shift.from, shift.person, shift.role, Number(shift.isOverride)].join(' ');
const readFrom = (cursor = ''): number => Number(cursor.split(' ')[0]);

function presentShift(shift: Shift, names: ReadonlyMap<string, OnCallName>): OnCallShift {
  const { name = '', email = null, entryId = null } = names.get(shift.person) ?? {};
  const { role, isOverride } = shift;
  return { ...presentSpan(shift), name, email, role, isOverride, entryId };
}

/** The people of a schedule, and who they are in the directory by email address. */
async function loadNames(ctx: Context, scheduleId: string): Promise<Map<string, OnCallName>> {
  const { rows } = await sql<OnCallName & { id: string }>`
    select person.id, person.name, person.email, entry.id as "entryId",
      (select count(*)::int from directory_entry known where person.email is null and known.plain_names && person.plain_names) as namesakes
    from on_call_person person left join directory_entry entry on entry.email = person.email
    where person.id in (select person_id from on_call_shift where schedule_id = ${scheduleId})`.execute(
    ctx.db,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
