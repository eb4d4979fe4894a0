/** The next focus when a row of a list is removed: the one after it, else the one before. */
export function findNeighborRow<T extends { id: string }>(
  rows: readonly T[],
  id: string,
): T | undefined {
  const at = rows.findIndex((row) => row.id === id);
  return at < 0 ? undefined : (rows[at + 1] ?? rows[at - 1]);
}
