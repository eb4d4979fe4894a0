/** The restriction of a live block: selected rows, or a time range; null for none. */
export interface LivePart {
  ids: readonly string[] | null;
  from: string | null;
  until: string | null;
}

/**
 * Whether a live block shows this row: a selected one, or one at least partly in the time range. A
 * row without a time is in every range.
 */
export function isInPart(
  { ids, from, until }: LivePart,
  row: { id: string; at?: string; until?: string | null },
): boolean {
  if (ids !== null && !ids.includes(row.id)) return false;
  if (row.at === undefined) return true;
  return (
    (from === null || Date.parse(row.until ?? row.at) >= Date.parse(from)) &&
    (until === null || Date.parse(row.at) <= Date.parse(until))
  );
}
