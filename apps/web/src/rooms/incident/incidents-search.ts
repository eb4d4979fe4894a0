import { IncidentOrder, type RouteInput, type Routes } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

/** The URL parameters of the list of incidents. */
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

/** The order in the URL; undefined (newest first) if it is unknown. */
export function readSort(sort: string | undefined): Sort {
  return IncidentOrder.safeParse(sort).data;
}
