import { IncidentOrder, type RouteInput, type Routes } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

/** What the address of the list of incidents contains. */
export interface IncidentsSearch {
  text?: string;
  status?: string;
  severity?: string;
  sort?: string;
}

const names = ['text', 'status', 'severity', 'sort'] as const;

export function incidentsSearch(raw: Record<string, unknown>): IncidentsSearch {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] =>
      asText(raw[name]) === '' ? [] : [[name, asText(raw[name])]],
    ),
  );
}

type Sort = RouteInput<Routes['incident']['list']>['sort'];

/** The order that an address names; undefined, so newest first, for one that is not known. */
export function readSort(sort: string | undefined): Sort {
  return IncidentOrder.safeParse(sort).data;
}
