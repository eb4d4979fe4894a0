/** What a live block is held to: chosen rows, or a window; null where it is held to none. */
export interface LivePart {
  ids: readonly string[] | null;
  from: string | null;
  until: string | null;
}

/** Whether a live block shows this row: a chosen one, and one that lies within the window, be it in part. A row without a time is in every window. */
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
