import { TakenPartQuery, type Page, type TakenPart } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { tracesByIncident } from '../evidence/index.ts';
import { followUpsOwnedBy } from '../follow-up/index.ts';
import { incidentRows, incidentsAuthoredBy } from '../incident/index.ts';
import { listFindingsByWriter } from '../investigation/index.ts';
import { parse } from '../parse.ts';
import { countVersionsPublishedBy } from '../report/index.ts';
import { listEventsByWriter } from '../timeline/index.ts';
import { listMyPersons } from './my-persons.ts';
import { ownAccount } from './rows.ts';

/** The ways to take part, in display order. */
const ways = [
  'written',
  'reactions',
  'events',
  'findings',
  'followUps',
  'milestones',
  'versions',
  'declared',
] as const;
type Way = (typeof ways)[number];
export type Participation = Partial<Record<Way, number>>;

const words: Record<Way, (count: number) => string> = {
  written: (count) => `you wrote ${countText(count, 'item', 'items')} of its evidence`,
  reactions: (count) => `you reacted to ${countText(count, 'item', 'items')}`,
  events: (count) => `you added ${countText(count, 'event', 'events')} to its timeline`,
  findings: (count) => `you added ${countText(count, 'finding', 'findings')}`,
  followUps: (count) => `you own ${countText(count, 'follow-up', 'follow-ups')}`,
  milestones: (count) => `you set ${countText(count, 'milestone', 'milestones')}`,
  versions: (count) => `you published ${count === 1 ? 'its report' : `its report ${count} times`}`,
  declared: () => 'you declared it',
};

export function describeParticipation(part: Participation): string[] {
  return ways.flatMap((way) => ((part[way] ?? 0) > 0 ? words[way](part[way] ?? 0) : []));
}

/**
 * The visible incidents in which the actor took part: as a person in the record, or through what
 * their account wrote, owns and declared.
 */
export async function loadParticipations(
  ctx: Context,
  accountId: string,
  personIds: readonly string[],
): Promise<Map<string, Participation>> {
  const parts = new Map<string, Participation>();
  const add = (incidentId: string, more: Participation) =>
    void parts.set(incidentId, { ...parts.get(incidentId), ...more });
  for (const [id, { written, reactions }] of await tracesByIncident(ctx, personIds))
    add(id, { written, reactions });
  for (const [id, events] of await listEventsByWriter(ctx, accountId, personIds))
    add(id, { events });
  for (const [id, findings] of await listFindingsByWriter(ctx, accountId)) add(id, { findings });
  for (const [id, followUps] of await followUpsOwnedBy(ctx, accountId)) add(id, { followUps });
  for (const [id, versions] of await countVersionsPublishedBy(ctx, accountId))
    add(id, { versions });
  for (const [id, { isDeclarer, milestones }] of await incidentsAuthoredBy(ctx, accountId))
    add(id, { milestones, declared: isDeclarer ? 1 : 0 });
  return parts;
}

/**
 * The incidents in which the actor took part, newest first, each with how. No one can query this
 * about others. Errors: `invalid`, `forbidden`.
 */
export async function incidentsTakenPartIn(
  ctx: Context,
  raw: TakenPartQuery,
): Promise<Page<TakenPart>> {
  const query = parse(TakenPartQuery, raw);
  refuseUnless(ctx, 'story:read');
  const accountId = ownAccount(ctx);
  const parts = await loadParticipations(ctx, accountId, await listMyPersons(ctx));
  if (parts.size === 0) return { items: [], next: null };
  const limit = query.limit ?? 20;
  const before = query.cursor && /^\d{1,9}$/.test(query.cursor) ? Number(query.cursor) : null;
  const rows = await incidentRows(ctx, {
    among: [...parts.keys()],
    text: query.text,
    before,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const told = await storiesAbout(
    ctx,
    accountId,
    shown.map((row) => row.id),
  );
  return {
    items: shown.map((row) => ({
      id: row.id,
      ref: `INC-${row.number}`,
      title: row.title,
      by: describeParticipation(parts.get(row.id) ?? {}),
      stories: told.get(row.id) ?? 0,
    })),
    next: rows.length > limit ? String(shown.at(-1)?.number ?? '') : null,
  };
}

async function storiesAbout(
  ctx: Context,
  accountId: string,
  incidentIds: readonly string[],
): Promise<Map<string, number>> {
  if (incidentIds.length === 0) return new Map();
  const rows = await ctx.db
    .selectFrom('story')
    .select((eb) => ['incident_id', eb.fn.countAll<string>().as('count')])
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .where('incident_id', 'in', [...incidentIds])
    .groupBy('incident_id')
    .execute();
  return new Map(
    rows.flatMap((row) =>
      row.incident_id === null ? [] : [[row.incident_id, Number(row.count)] as const],
    ),
  );
}
