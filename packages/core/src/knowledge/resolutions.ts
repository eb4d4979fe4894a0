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

const dayMs = 86_400_000;

/** Of visible incidents, which started in the range. */
export async function loadResolutions(
  ctx: Context,
  incidents: readonly StartedIncident[],
  range: Span,
): Promise<Resolutions> {
  // Clocks of evidence can be wrong.
  const from = new Date(range.from - dayMs);
  const claims = { stepIds: confirmationStepIds(ctx), eventIds: repairEventIds(ctx) };
  const authors = await listCitedAuthors(ctx, claims, from);
  const people = await loadKeys(
    ctx,
    authors.map(({ identityId }) => identityId),
  );
  const exposure = await loadExposure(ctx, people.named, range);
  const acts = listActs(incidents, authors, people);
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

function listActs(
  incidents: readonly StartedIncident[],
  authors: readonly CitedAuthor[],
  { keys }: PersonKeys,
): Map<string, Act> {
  const byIncident = Map.groupBy(
    authors.filter(({ identityId }) => keys.has(identityId)),
    (one) => one.incidentId,
  );
  return new Map(
    incidents.flatMap(({ id, at, teams }): [string, Act][] => {
      const own = byIncident.get(id);
      if (!own) return [];
      const listKeys = (isConfirmation: boolean) => [
        ...new Set(
          own.flatMap((one) =>
            one.isConfirmation === isConfirmation ? (keys.get(one.identityId) ?? []) : [],
          ),
        ),
      ];
      const during = {
        from: Math.min(at.getTime(), ...own.map(({ firstAt }) => firstAt)),
        until: Math.max(...own.map(({ lastAt }) => lastAt)) + 1,
      };
      return [[id, { confirmed: listKeys(true), fixed: listKeys(false), teams, during }]];
    }),
  );
}

/**
 * Whether someone was on call at any time between the start of an incident and what anyone last did
 * to resolve it. Null if no schedule says: they are in none that covers it, and neither does one of
 * its teams.
 */
function createOnCallCheck({ schedules, people }: Exposure, { persons }: PersonKeys) {
  const byKey = new Map<string, { scheduleIds: Set<string>; shifts: Span[] }[]>();
  for (const [personId, key] of persons) {
    const own = people.get(personId);
    if (own) byKey.set(key, [...(byKey.get(key) ?? []), own]);
  }
  const byTeam = Map.groupBy(schedules, ({ team }) => team?.toLowerCase() ?? '');
  const byId = new Map(schedules.map((one) => [one.id, one]));
  return (key: string, { during, teams }: Act): boolean | null => {
    const own = byKey.get(key) ?? [];
    if (own.some(({ shifts }) => hasOverlap(shifts, during))) return true;
    const isCovered =
      own.some(({ scheduleIds }) =>
        [...scheduleIds].some((id) => hasOverlap(byId.get(id)?.covered ?? [], during)),
      ) ||
      teams.some((team) =>
        byTeam.get(team.toLowerCase())?.some(({ covered }) => hasOverlap(covered, during)),
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
