import { DomainError, ImportSchedules, type ScheduleImport } from '@debrief/contract';
import { readSchedules, type ScheduleRead, type Upload } from '@debrief/readers';
import {
  findGaps,
  findOverlaps,
  intersectSpans,
  replaceShifts,
  type Shift,
} from '@debrief/rules/on-call';
import { refuseUnless } from '../../access/index.ts';
import { record } from '../../activity/index.ts';
import type { Context } from '../../context.ts';
import { inTransaction } from '../../db/index.ts';
import { parse } from '../../parse.ts';
import {
  deleteShifts,
  insertShifts,
  loadShifts,
  lockSchedules,
  savePeople,
  saveSchedule,
  scheduleById,
} from './rows.ts';

/**
 * Imports on-call schedules: in the time that the file covers, its shifts replace those that are
 * known. Errors: `forbidden`, `bad-file`, `too-large`, `invalid`.
 */
export async function importSchedules(
  ctx: Context,
  raw: ImportSchedules,
  upload: Upload,
): Promise<ScheduleImport> {
  const input = parse(ImportSchedules, raw);
  refuseUnless(ctx, 'access:manage');
  const file = await readSchedules(upload, input.zone);
  return inTransaction(ctx, async (ctx) => {
    await lockSchedules(ctx);
    const findPerson = await savePeople(
      ctx,
      file.schedules.flatMap(({ shifts }) => shifts),
    );
    const schedules: ScheduleImport['schedules'] = [];
    for (const schedule of file.schedules) {
      const shifts = schedule.shifts.map((shift): Shift => ({
        person: findPerson(shift),
        role: shift.role,
        isOverride: shift.isOverride,
        from: shift.from.getTime(),
        until: shift.until.getTime(),
      }));
      const id = await saveSchedule(ctx, file.tool, schedule);
      schedules.push({ id, ...(await replaceInTime(ctx, id, schedule, shifts)) });
    }
    await record(ctx, {
      kind: 'on-call.imported',
      subjectId: null,
      incidentId: null,
      after: { name: input.name, schedules: schedules.map(({ name }) => name).slice(0, 20) },
    });
    const { tool, read, rejected, problems } = file;
    return { tool, read, rejected, schedules, problems };
  });
}

async function replaceInTime(
  ctx: Context,
  id: string,
  { name, from, until }: ScheduleRead,
  seen: readonly Shift[],
): Promise<Omit<ScheduleImport['schedules'][number], 'id'>> {
  const range = { from: from.getTime(), until: until.getTime() };
  const known = await loadShifts(ctx, id, range);
  const after = replaceShifts(known, seen, range);
  const toText = (shift: Shift) =>
    [shift.person, shift.role, shift.isOverride, shift.from, shift.until].join(' ');
  const [before, now] = [new Set(known.map(toText)), new Set(after.map(toText))];
  const removed = known.filter((shift) => !now.has(toText(shift)));
  const added = after.filter((shift) => !before.has(toText(shift)));
  await deleteShifts(ctx, id, removed);
  await insertShifts(ctx, id, added);
  const inside = after.flatMap((shift) =>
    intersectSpans([shift], range).map((span) => ({ ...shift, ...span })),
  );
  return {
    name,
    from: from.toISOString(),
    until: until.toISOString(),
    added: added.length,
    removed: removed.length,
    unchanged: after.length - added.length,
    gaps: findGaps(inside, [range]).length,
    overlaps: findOverlaps(inside).length,
  };
}

/** Removes a schedule with its shifts, and people who are in no other. Errors: `not-found`, `forbidden`. */
export async function removeSchedule(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    refuseUnless(ctx, 'access:manage');
    await lockSchedules(ctx);
    const { name } = await scheduleById(ctx, input.id);
    const { numDeletedRows } = await ctx.db
      .deleteFrom('on_call_schedule')
      .where('id', '=', input.id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new DomainError('not-found', 'On-call schedule not found.');
    await ctx.db
      .deleteFrom('on_call_person')
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('on_call_shift')
              .select('person_id')
              .whereRef('on_call_shift.person_id', '=', 'on_call_person.id'),
          ),
        ),
      )
      .execute();
    await record(ctx, {
      kind: 'on-call.removed',
      incidentId: null,
      subjectId: input.id,
      before: { name },
    });
  });
}
