import { factorKinds, LibraryKind, librarySorts, type LibraryQueryInput } from '@debrief/contract';
import { readSort, readWord } from '../../routes/search.ts';
import { splitList, type LibrarySearch } from './library-search.ts';

const dayMs = 86_400_000;

export function toLibraryQuery(search: LibrarySearch): Omit<LibraryQueryInput, 'cursor'> {
  const kinds = splitList(search.kind).filter((kind) => LibraryKind.safeParse(kind).success);
  const factor = readWord(factorKinds, search.factor);
  const sort = readSort(librarySorts, search.sort);
  const [from, until] = [toDayStart(search.from, 0), toDayStart(search.until, 1)];
  return {
    ...(search.text ? { text: search.text.slice(0, 300) } : {}),
    ...(kinds.length > 0 ? { kind: kinds.join(',') } : {}),
    ...(factor ? { factorKind: factor } : {}),
    ...(search.service ? { service: search.service.slice(0, 200) } : {}),
    ...(search.team ? { team: search.team.slice(0, 200) } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
    ...(sort ? { sort } : {}),
  };
}

/** The start of a day in UTC, or of a later one. */
function toDayStart(day: string | undefined, plusDays: number): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day ?? '') ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(at) ? null : new Date(at + plusDays * dayMs).toISOString();
}
