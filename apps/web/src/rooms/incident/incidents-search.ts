import { readTexts } from '../../routes/search.ts';

/** The URL parameters of the list of incidents. */
export interface IncidentsSearch {
  text?: string;
  status?: string;
  severity?: string;
  sort?: string;
}

const names = ['text', 'status', 'severity', 'sort'] as const;

export function incidentsSearch(raw: Record<string, unknown>): IncidentsSearch {
  return readTexts(raw, names);
}
