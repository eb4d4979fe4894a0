/** The filters that a list has: which values each accepts; null accepts every text. */
export type KnownFilters = Readonly<Record<string, readonly string[] | null>>;

/** Whether two queries of an address ask for the same, in any order. */
export function isSameSearch(one: string, other: string): boolean {
  const sort = (search: string) => {
    const params = new URLSearchParams(search);
    params.sort();
    return params.toString();
  };
  return sort(one) === sort(other);
}

/** The filters of an address that the list does not have, or whose value it does not know. */
export function listUnknown(
  search: Readonly<Record<string, string | undefined>>,
  known: KnownFilters,
): { name: string; value: string }[] {
  return Object.entries(search).flatMap(([name, value]) => {
    if (value === undefined || value === '') return [];
    const values = Object.hasOwn(known, name) ? known[name] : [];
    return values === null || values?.includes(value) ? [] : [{ name, value }];
  });
}

/** The query without the filters that the list does not have. */
export function keepNames(search: string, known: KnownFilters): string {
  return new URLSearchParams(
    [...new URLSearchParams(search)].filter(([name]) => Object.hasOwn(known, name)),
  ).toString();
}
