import type { ListRunbooks } from '@debrief/contract';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { read } from '../../data/read.ts';

/** Under `catalog` and `safeguards`, so that live changes of these are seen here. */
export const runbookQueries = {
  list: (filter: ListRunbooks) =>
    read(['catalog', 'runbooks', filter], (options) => api.runbook.list(filter, options)),
  get: (id: string) =>
    read(['catalog', 'runbook', id], (options) => api.runbook.get({ id }, options)),
  runs: (ref: string) =>
    read([...queries.safeguards(ref).queryKey, 'runbooks'], (options) =>
      api.runbook.runs({ incident: ref }, options),
    ),
};
