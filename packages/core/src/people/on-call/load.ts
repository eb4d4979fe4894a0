import { DomainError, type OwnLoad, type TeamLoads } from '@debrief/contract';
import {
  intersectSpans,
  joinSpans,
  measureLoad,
  measureNight,
  onCallLimits,
  type Load,
  type Span,
} from '@debrief/rules/on-call';
import { sql } from 'kysely';
import { refuseUnless } from '../../access/index.ts';
import { accountById } from '../../account/index.ts';
import { getAccountId, type Context } from '../../context.ts';
import { tracesByIncident } from '../../evidence/index.ts';
import { listIncidentStarts } from '../../incident/index.ts';
import { presentSpan, toSpans } from './rows.ts';

const dayMs = 86_400_000;
const days = 90;
const hourMs = 3_600_000;
/** With fewer people, the figure of a team says something about one of them. */
const fewestPeople = 5;

interface ShiftOfTeam extends Span {
  personId: string;
  scheduleId: string;
}

/**
 * The reader's own on-call load of the last 90 days, found by the email address of their account.
 * No one else can read it. Errors: `not-found` without an account.
 */
export async function readOwnLoad(ctx: Context): Promise<OwnLoad> {
  refuseUnless(ctx, 'incident:read');
  const accountId = getAccountId(ctx.actor);
  if (!accountId) throw new DomainError('not-found', 'Only an account has an on-call load.');
  const account = await accountById(ctx, accountId);
  const email = account.email.toLowerCase();
  const range = lastDays(ctx);
  const person = await ctx.db
    .selectFrom('on_call_person')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  const all = person ? await loadShiftsInRange(ctx, range, person.id) : [];
  const scheduleIds = new Set(all.map(({ scheduleId }) => scheduleId));
  const covered = (await loadCovered(ctx)).filter(({ id }) => scheduleIds.has(id));
  const load = measureLoad(
    all,
    await listOwnStarts(ctx, email, range),
    covered.flatMap(({ spans }) => spans),
    range,
  );
  const zone = account.zone ?? (await findZone(ctx, email));
  const own = joinSpans(intersectSpans(all, range));
  return {
    ...presentSpan(range),
    coveredHours: toHours(load.coveredMs),
    onCallHours: toHours(load.onCallMs),
    nightHours:
      zone === null ? null : toHours(own.reduce((sum, span) => sum + measureNight(span, zone), 0)),
    zone,
    ...pickFigures(load),
    limits: {
      share: onCallLimits.share,
      incidents: onCallLimits.incidents,
      shiftHours: onCallLimits.shiftMs / hourMs,
    },
  };
}

/**
 * The on-call load of teams in the last 90 days, with the incidents that the reader can see. Teams of
 * fewer than five people have no figures. Errors: `forbidden`.
 */
export async function readTeamLoads(ctx: Context): Promise<TeamLoads> {
  refuseUnless(ctx, 'incident:read');
  const range = lastDays(ctx);
  const schedules = await loadCovered(ctx);
  const shifts = Map.groupBy(await loadShiftsInRange(ctx, range), ({ scheduleId }) => scheduleId);
  const starts = await listIncidentStarts(ctx, new Date(range.from), new Date(range.until));
  const teams = Map.groupBy(
    schedules.filter(({ id }) => shifts.has(id)),
    ({ name, team }) => team ?? name,
  );
  return {
    ...presentSpan(range),
    teams: [...teams]
      .toSorted(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([name, list]) => {
        const own = list.flatMap(({ id }) => shifts.get(id) ?? []);
        const byPerson = Map.groupBy(own, ({ personId }) => personId);
        const none = { people: null, share: null, incidents: null, shifts: null, busyShifts: null };
        if (byPerson.size < fewestPeople) return { name, ...none };
        const covered = list.flatMap(({ spans }) => spans);
        const times = starts
          .filter((one) => one.teams.some((team) => team.toLowerCase() === name.toLowerCase()))
          .map(({ at }) => at.getTime());
        const loads = [...byPerson.values()].map((one) => measureLoad(one, times, covered, range));
        const sum = (pick: (load: Load) => number) =>
          loads.reduce((all, one) => all + pick(one), 0);
        const coveredMs = loads[0]?.coveredMs ?? 0;
        return {
          name,
          people: byPerson.size,
          share: coveredMs === 0 ? null : sum((one) => one.onCallMs) / (coveredMs * loads.length),
          incidents: times.length,
          shifts: sum((one) => one.shifts),
          busyShifts: sum((one) => one.busyShifts),
        };
      }),
  };
}

const toHours = (ms: number) => Math.round(ms / (hourMs / 10)) / 10;
const pickFigures = ({ share, incidents, shifts, busyShifts }: Load) => ({
  share,
  incidents,
  shifts,
  busyShifts,
});

function lastDays(ctx: Context): Span {
  const until = ctx.clock.now().getTime();
  return { from: until - days * dayMs, until };
}

async function loadCovered(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('on_call_schedule')
    .select(['id', 'name', 'team', 'covered'])
    .execute();
  return rows.map(({ covered, ...row }) => ({ ...row, spans: toSpans(covered) }));
}

async function loadShiftsInRange(
  ctx: Context,
  range: Span,
  personId?: string,
): Promise<ShiftOfTeam[]> {
  let query = ctx.db
    .selectFrom('on_call_shift')
    .select(['person_id', 'schedule_id', 'from_at', 'until_at'])
    .where('from_at', '<', new Date(range.until))
    .where('until_at', '>', new Date(range.from));
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  return (await query.execute()).map((row) => ({
    personId: row.person_id,
    scheduleId: row.schedule_id,
    from: row.from_at.getTime(),
    until: row.until_at.getTime(),
  }));
}

/** When the visible incidents started in which someone with this address wrote something. */
async function listOwnStarts(ctx: Context, email: string, range: Span): Promise<number[]> {
  const persons = await ctx.db
    .selectFrom('identity')
    .select('person_id')
    .distinct()
    .where(sql<boolean>`lower(email) = ${email}`)
    .execute();
  const traces = await tracesByIncident(
    ctx,
    persons.map((one) => one.person_id),
  );
  const starts = await listIncidentStarts(ctx, new Date(range.from), new Date(range.until));
  return starts
    .filter(({ id }) => (traces.get(id)?.written ?? 0) > 0)
    .map(({ at }) => at.getTime());
}

/** The newest time zone of the directory. */
async function findZone(ctx: Context, email: string): Promise<string | null> {
  const row = await ctx.db
    .selectFrom('directory_entry')
    .innerJoin('directory_state', 'directory_state.entry_id', 'directory_entry.id')
    .select('directory_state.zone')
    .where('directory_entry.email', '=', email)
    .orderBy('directory_state.from_on', 'desc')
    .executeTakeFirst();
  return row?.zone ?? null;
}
