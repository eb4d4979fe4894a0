import {
  gapFilters,
  serviceKinds,
  servicePaths,
  serviceSorts,
  type ListServices,
} from '@debrief/contract';
import { readSort, readTexts, readWord } from '../../routes/search.ts';

/** The URL parameters of the catalog. */
export interface CatalogSearch {
  text?: string;
  kind?: string;
  owner?: string;
  path?: string;
  without?: string;
  sort?: string;
}

export function catalogSearch(raw: Record<string, unknown>): CatalogSearch {
  return readTexts(raw, ['text', 'kind', 'owner', 'path', 'without', 'sort']);
}

/** The filter in a URL, without parameters that it does not know. */
export function toServiceFilter(search: CatalogSearch): ListServices {
  const kind = readWord(serviceKinds, search.kind);
  const path = readWord(servicePaths, search.path);
  const without = readWord(gapFilters, search.without);
  const sort = readSort(serviceSorts, search.sort);
  return {
    ...(search.text ? { text: search.text } : {}),
    ...(search.owner ? { owner: search.owner } : {}),
    ...(kind ? { kind } : {}),
    ...(path ? { path } : {}),
    ...(without ? { without } : {}),
    ...(sort ? { sort } : {}),
  };
}
