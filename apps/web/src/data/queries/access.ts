import type { ViewedList } from '@debrief/contract';
import { api } from '../../api.ts';
import { incidentKey, read, readPages } from '../read.ts';

export const accessQueries = {
  session: () => read(['session'], (options) => api.access.session(undefined, options), 60_000),
  accounts: () => read(['accounts'], (options) => api.access.accounts({ limit: 200 }, options)),
  savedViews: (list: ViewedList) =>
    read(['saved-views', list], (options) => api['saved-view'].list({ list }, options)),
  keys: () => read(['keys'], (options) => api.access.keys(undefined, options)),
  activity: (ref: string) =>
    readPages(incidentKey(ref, 'activity'), (page, options) =>
      api.access.activity({ incident: ref, limit: 100, ...page }, options),
    ),
};
