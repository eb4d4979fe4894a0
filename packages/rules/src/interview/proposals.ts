import {
  interviewReasons,
  type EvidencePlace,
  type InterviewProposal,
  type InterviewReason,
} from '@debrief/contract';

/** Someone who could be interviewed, and how involved they were. */
export interface Interviewee {
  personId: string | null;
  name: string;
  team: string | null;
  manager: string | null;
  /** Items that they wrote. */
  written: number;
  reasons: readonly InterviewReason[];
}

const mostPlaces = 5;

const rank = ({ kind }: InterviewReason) => interviewReasons.indexOf(kind);

/**
 * The people to interview, in order: the first reason decides, then the next. Of people in one team, and
 * of a person and their manager, the more involved come first (Howie). Machines and people without
 * a reason are left out.
 */
export function proposeInterviews(people: readonly Interviewee[]): InterviewProposal[] {
  const sorted = people
    .filter(({ name, reasons }) => reasons.length > 0 && !isMachineName(name))
    .map((one) => ({ ...one, reasons: joinReasons(one.reasons) }))
    .toSorted((a, b) => compareReasons(a.reasons, b.reasons) || compareInvolvement(a, b));
  return orderRelated(sorted).map(({ personId, name, team, reasons }) => ({
    personId,
    name,
    team,
    reasons,
  }));
}

/** The same reason once, with all of its evidence; the most important first. */
function joinReasons(reasons: readonly InterviewReason[]): InterviewReason[] {
  const joined = Map.groupBy(reasons, ({ kind, text }) => `${kind} ${text}`);
  return [...joined.values()]
    .flatMap(([first, ...others]) =>
      first
        ? [{ ...first, evidence: uniquePlaces([first, ...others].flatMap((one) => one.evidence)) }]
        : [],
    )
    .toSorted((a, b) => rank(a) - rank(b));
}

function uniquePlaces(places: readonly EvidencePlace[]): EvidencePlace[] {
  const unique = new Map(places.map((place) => [place.itemId, place]));
  return [...unique.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1)).slice(0, mostPlaces);
}

function compareReasons(one: readonly InterviewReason[], other: readonly InterviewReason[]) {
  const kinds = [one, other].map((reasons) => [...new Set(reasons.map(rank))]);
  const [a = [], b = []] = kinds;
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = (a[index] ?? Infinity) - (b[index] ?? Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}

interface Involved {
  name: string;
  written: number;
  reasons: readonly InterviewReason[];
}

const compareInvolvement = (a: Involved, b: Involved) =>
  b.reasons.length - a.reasons.length ||
  b.written - a.written ||
  a.name.localeCompare(b.name, 'en');

/** Related people keep the places that they have together, the more involved of them first. */
function orderRelated<Person extends Interviewee>(people: readonly Person[]): Person[] {
  const ordered = [...people];
  for (const group of groupRelated(people)) {
    const members = group.toSorted(compareInvolvement);
    for (const [index, person] of people.entries())
      if (group.includes(person)) ordered[index] = members.shift() ?? person;
  }
  return ordered;
}

/** People connected by a team or a manager. */
function groupRelated<Person extends Interviewee>(people: readonly Person[]): Person[][] {
  let groups: Person[][] = [];
  for (const person of people) {
    const own = groups.filter((group) => group.some((other) => isRelated(person, other)));
    groups = [...groups.filter((group) => !own.includes(group)), [...own.flat(), person]];
  }
  return groups;
}

function isRelated(a: Interviewee, b: Interviewee): boolean {
  const isSame = (one: string | null, other: string | null) =>
    one !== null && other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();
  return isSame(a.team, b.team) || isSame(a.manager, b.name) || isSame(b.manager, a.name);
}

/** Names of tools that a source does not mark as bots. */
export function isMachineName(name: string): boolean {
  return (
    /\b(?:bot|robot|scheduler|cron|jenkins|pipeline|alertmanager|prometheus|grafana|pagerduty|opsgenie|datadog|automation|github-actions|dependabot|renovate|webhook|root|system)\b/iu.test(
      name,
    ) || /\[bot\]$/iu.test(name)
  );
}
