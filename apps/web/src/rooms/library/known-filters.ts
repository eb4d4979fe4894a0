import { librarySorts, type LibraryNames, factorKinds } from '@debrief/contract';

/** The filters of the library and their values; services and teams are those of the incidents that one sees. */
export function listKnownFilters(names: LibraryNames | undefined) {
  return {
    text: null,
    kind: null,
    factor: factorKinds,
    service: names?.services ?? null,
    team: names?.teams ?? null,
    from: null,
    until: null,
    sort: librarySorts.flatMap((column) => [column, `-${column}`]),
  };
}
