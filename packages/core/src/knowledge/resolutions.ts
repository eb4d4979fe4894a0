import type { Resolution } from '@debrief/rules/knowledge';
import type { Span } from '@debrief/rules/on-call';
import type { Context } from '../context.ts';
import { listCitedAuthors, type CitedAuthor } from '../evidence/index.ts';
import { confirmationStepIds } from '../investigation/index.ts';
import { loadExposure, type Exposure } from '../people/index.ts';
import { repairEventIds } from '../timeline/index.ts';
import { loadKeys, type PersonKeys } from './person-keys.ts';

export interface StartedIncident {
  id: string;
  at: Date;
  teams: string[];
}

/** Who resolved incidents. A person has one key in all of them. */
export interface Resolutions {
  /** Of these incidents, those that say who resolved them, with who was on call. */
  pick: (incidentIds: Iterable<string>) => Resolution[];
  /** The email addresses of each person. */
  emails: ReadonlyMap<string, ReadonlySet<string>>;
  hasSchedules: boolean;
}

interface Act {
  confirmed: string[];
  fixed: string[];
  teams: string[];
  during: Span;
}

/** The caller has checked that the actor can see the incidents, which started in the range. */
export async function loadResolutions(
  ctx: Context,
  incidents: readonly StartedIncident[],
  range: Span,
): Promise<Resolutions> {
  const ids = incidents.map(({ id }) => id);
  const confirmed = await listCitedAuthors(ctx, ids, {
    column: 'part',
    ids: confirmationStepIds(ctx),
  });
  const fixed = await listCitedAuthors(ctx, ids, { column: 'claim_id', ids: repairEventIds(ctx) });
  const people = await loadKeys(
    ctx,
    [...confirmed, ...fixed].map(({ identityId }) => identityId),
  );
  const exposure = await loadExposure(ctx, people.named, range);
  const acts = listActs(incidents, { confirmed, fixed }, people);
  const isOnCall = createOnCallCheck(exposure, people);
  return {
    pick: (incidentIds) => {
      const found = [...incidentIds].flatMap((id) => acts.get(id) ?? []);
      const keys = new Set(found.flatMap((act) => [...act.confirmed, ...act.fixed]));
      return found.map((act) => {
        const onCall = [...keys].flatMap((key): [string, boolean][] => {
          const is = isOnCall(key, act);
          return is === null ? [] : [[key, is]];
        });
        return { confirmed: act.confirmed, fixed: act.fixed, onCall: new Map(onCall) };
      });
    },
    emails: people.emails,
    hasSchedules: exposure.schedules.length > 0,
  };
}

type Authors = readonly CitedAuthor[];

function listActs(
  incidents: readonly StartedIncident[],
  authors: { confirmed: Authors; fixed: Authors },
  { keys }: PersonKeys,
): Map<string, Act> {
  const confirmed = Map.groupBy(authors.confirmed, (one) => one.incidentId);
  const fixed = Map.groupBy(authors.fixed, (one) => one.incidentId);
  const listKeys = (list: Authors) => [
    ...new Set(list.flatMap(({ identityId }) => keys.get(identityId) ?? [])),
  ];
  return new Map(
    incidents.flatMap(({ id, at, teams }): [string, Act][] => {
      const own = { confirmed: confirmed.get(id) ?? [], fixed: fixed.get(id) ?? [] };
      const people = { confirmed: listKeys(own.confirmed), fixed: listKeys(own.fixed) };
      if (people.confirmed.length + people.fixed.length === 0) return [];
      const acts = [...own.confirmed, ...own.fixed];
      const during = {
        from: Math.min(at.getTime(), ...acts.map(({ firstAt }) => firstAt)),
        until: Math.max(...acts.map(({ lastAt }) => lastAt)) + 1,
      };
      return [[id, { ...people, teams, during }]];
    }),
  );
}

/**
 * Whether someone was on call at any time between the start of an incident and what they last did in
 * it. Null if no schedule says: they are in none that covers it, and neither does one of its teams.
 */
function createOnCallCheck({ schedules, people }: Exposure, { persons }: PersonKeys) {
  const byKey = new Map<string, { scheduleIds: Set<string>; shifts: Span[] }[]>();
  for (const [personId, key] of persons) {
    const own = people.get(personId);
    if (own) byKey.set(key, [...(byKey.get(key) ?? []), own]);
  }
  const teamKey = (team: string) => team.toLowerCase();
  return (key: string, { during, teams }: Act): boolean | null => {
    const own = byKey.get(key) ?? [];
    if (own.some(({ shifts }) => hasOverlap(shifts, during))) return true;
    const named = new Set(teams.map(teamKey));
    const isCovered = schedules.some(
      ({ id, team, covered }) =>
        (own.some(({ scheduleIds }) => scheduleIds.has(id)) ||
          (team !== null && named.has(teamKey(team)))) &&
        hasOverlap(covered, during),
    );
    return isCovered ? false : null;
  };
}

/** `spans` are in order and don't overlap. */
function hasOverlap(spans: readonly Span[], { from, until }: Span): boolean {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.until ?? 0) <= from) low = middle + 1;
    else high = middle;
  }
  const first = spans[low];
  return first !== undefined && first.from < until;
}
