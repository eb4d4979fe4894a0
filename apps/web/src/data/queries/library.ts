import type { RouteInput, Routes } from '@debrief/contract';
import { api } from '../../api.ts';
import { read, readPages } from '../read.ts';

export const libraryQueries = {
  home: () => read(['home'], (options) => api.library.home(undefined, options), 0),
  library: (query: Omit<RouteInput<Routes['library']['search']>, 'cursor'>) => ({
    ...readPages(['library', 'search', query], (page, options) =>
      api.library.search({ ...query, ...page }, options),
    ),
    placeholderData: <Before>(before: Before) => before,
  }),
  libraryNames: () =>
    read(['library', 'names'], (options) => api.library.names(undefined, options)),
  elsewhere: (id: string) =>
    read(['library', 'elsewhere', id], (options) => api.library.elsewhere({ id }, options)),
  compared: (refs: readonly string[]) => ({
    ...read(['library', 'compared', refs], (options) =>
      api.library.compare({ incidents: refs.join(',') }, options),
    ),
    enabled: refs.length > 1,
  }),
};
