/** Someone's work from a day on, until the next state. Days are like 2026-03-31. */
export interface WorkState extends Work {
  fromOn: string;
  /** Whether a file named `fromOn`; else it is the day of the first file with this state. */
  isExact: boolean;
  /** The newest day on which a file had this state. */
  seenOn: string;
}

export interface Work {
  title: string | null;
  team: string | null;
  manager: string | null;
  location: string | null;
  zone: string | null;
}

const workFields = ['title', 'team', 'manager', 'location', 'zone'] as const;

export const pickWork = ({ title, team, manager, location, zone }: Work): Work => ({
  title,
  team,
  manager,
  location,
  zone,
});

const isSameWork = (one: Work, other: Work) =>
  workFields.every((field) => one[field] === other[field]);

/** What a file says: its states with the day they started, or null for the day of the file. */
export interface SeenWork extends Work {
  since: string | null;
}

/**
 * The known states with those of a file from this day. An older file after newer ones can make some
 * days uncertain, never wrong. Pure.
 */
export function addSeenWork(
  known: readonly WorkState[],
  seen: readonly SeenWork[],
  day: string,
): WorkState[] {
  let states = [...known];
  const sorted = seen.toSorted((a, b) => compare(a.since ?? day, b.since ?? day));
  const current = sorted.findLast((one) => (one.since ?? day) <= day);
  for (const { since, ...work } of sorted) {
    const seenOn = since !== null && since > day ? since : day;
    const next = sorted.find((one) => one.since !== null && since !== null && one.since > since);
    const isCurrent = current?.since === since && isSameWork(current, work);
    states = putState(states, {
      ...work,
      fromOn: since ?? day,
      isExact: since !== null,
      // An earlier state of the file was true until its next one.
      seenOn: isCurrent ? day : (next?.since ?? seenOn),
    });
  }
  return joinSame(states);
}

function putState(states: readonly WorkState[], state: WorkState): WorkState[] {
  const before = states.findLast((one) => one.fromOn <= state.fromOn);
  if (!state.isExact && before && isSameWork(before, state))
    return states.map((one) =>
      one === before ? { ...one, seenOn: latest(one.seenOn, state.seenOn) } : one,
    );
  const others = states.filter((one) => one !== before && one.fromOn !== state.fromOn);
  return [...others, ...splitAt(before, state), state].toSorted((a, b) =>
    compare(a.fromOn, b.fromOn),
  );
}

/** The state before another one; a newer file that had it again makes it one also after that. */
function splitAt(before: WorkState | undefined, { fromOn, isExact }: WorkState): WorkState[] {
  if (!before) return [];
  const first = before.fromOn < fromOn ? [before] : [];
  if (before.seenOn <= fromOn) return first;
  return [
    ...first.map((one) => ({ ...one, seenOn: isExact ? fromOn : one.fromOn })),
    ...(isExact ? [] : [{ ...before, fromOn: before.seenOn, isExact: false }]),
  ];
}

function joinSame(states: readonly WorkState[]): WorkState[] {
  const joined: WorkState[] = [];
  for (const state of states) {
    const last = joined.at(-1);
    if (last && isSameWork(last, state))
      joined[joined.length - 1] = { ...last, seenOn: latest(last.seenOn, state.seenOn) };
    else joined.push(state);
  }
  return joined;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const latest = (a: string, b: string) => (a > b ? a : b);

/**
 * The state on a day. `asOf` is null if it is certain: a file had it then or later, or the next
 * state names the day on which it started. Else it is the day of the nearest file that had it.
 */
export function findWorkOn(
  states: readonly WorkState[],
  day: string,
): { state: WorkState; asOf: string | null } | null {
  const index = states.findLastIndex((one) => one.fromOn <= day);
  const state = states[Math.max(0, index)];
  if (!state) return null;
  if (index < 0) return { state, asOf: state.fromOn };
  const isCertain = day <= state.seenOn || states[index + 1]?.isExact === true;
  return { state, asOf: isCertain ? null : state.seenOn };
}
