/** A time range from `from` until just before `until`, in milliseconds. */
export interface Span {
  from: number;
  until: number;
}

export interface Shift extends Span {
  /** Who is on call: any key of a person. */
  person: string;
  /** Such as `primary`; empty if the schedule names none. */
  role: string;
  isOverride: boolean;
}

/** The ranges in order, those that touch or overlap as one. Pure. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (until <= from) continue;
    if (last && from <= last.until) last.until = Math.max(last.until, until);
    else joined.push({ from, until });
  }
  return joined;
}

/** What is in `spans` but not in `others`. Both are in order and don't overlap. Pure. */
export function subtractSpans(spans: readonly Span[], others: readonly Span[]): Span[] {
  const left: Span[] = [];
  let first = 0;
  for (const span of spans) {
    let { from } = span;
    while (first < others.length && (others[first]?.until ?? 0) <= span.from) first += 1;
    for (let index = first; index < others.length; index += 1) {
      const other = others[index];
      if (!other || other.from >= span.until) break;
      if (other.from > from) left.push({ from, until: other.from });
      from = Math.max(from, other.until);
    }
    if (from < span.until) left.push({ from, until: span.until });
  }
  return left;
}

export function intersectSpans(spans: readonly Span[], { from, until }: Span): Span[] {
  return spans
    .map((span) => ({ from: Math.max(span.from, from), until: Math.min(span.until, until) }))
    .filter((span) => span.from < span.until);
}

export const sumSpans = (spans: readonly Span[]): number =>
  spans.reduce((sum, { from, until }) => sum + until - from, 0);

/**
 * The shifts of a schedule after an import: those of the import in the time that it covers, the
 * known ones outside of it. Doing it twice is the same as once. Pure.
 */
export function replaceShifts(
  known: readonly Shift[],
  seen: readonly Shift[],
  covered: Span,
): Shift[] {
  const outside = known.flatMap((shift) =>
    subtractSpans([shift], [covered]).map((span) => ({ ...shift, ...span })),
  );
  return joinShifts([...outside, ...seen]);
}

/** In order; shifts of one person with the same role that touch or overlap are one. */
export function joinShifts(shifts: readonly Shift[]): Shift[] {
  const groups = Map.groupBy(shifts, (one) =>
    JSON.stringify([one.person, one.role, one.isOverride]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first ? joinSpans(group).map((span) => ({ ...first, ...span })) : [];
    })
    .toSorted(
      (a, b) =>
        a.from - b.from ||
        compare(a.role, b.role) ||
        compare(a.person, b.person) ||
        Number(a.isOverride) - Number(b.isOverride),
    );
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Covered time in which no one is on call. Pure. */
export function findGaps(shifts: readonly Span[], covered: readonly Span[]): Span[] {
  return subtractSpans(joinSpans(covered), joinSpans(shifts));
}

export interface Overlap extends Span {
  role: string;
  people: string[];
}

/** When two or more people have the same role. Pure; it takes the time of sorting. */
export function findOverlaps(shifts: readonly Shift[]): Overlap[] {
  return [...Map.groupBy(shifts, (one) => one.role)].flatMap(([role, group]) =>
    findOverlapsInRole(role, group),
  );
}

function findOverlapsInRole(role: string, shifts: readonly Shift[]): Overlap[] {
  const changes = shifts
    .flatMap(({ from, until, person }) => [
      { at: from, person, by: 1 },
      { at: until, person, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  const found: Overlap[] = [];
  const present = new Map<string, number>();
  let since = 0;
  for (const { at, person, by } of changes) {
    if (present.size > 1 && at > since)
      found.push({ role, from: since, until: at, people: [...present.keys()].toSorted(compare) });
    const count = (present.get(person) ?? 0) + by;
    if (count === 0) present.delete(person);
    else present.set(person, count);
    since = at;
  }
  return found;
}
