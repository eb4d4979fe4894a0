import type { ListKnowledge, ListServices } from '@debrief/contract';
import { api } from '../../api.ts';
import { read, readPages } from '../read.ts';

export const catalogQueries = {
  services: (filter: Omit<ListServices, 'cursor'>) => ({
    ...readPages(['catalog', 'list', filter], (page, options) =>
      api.catalog.list({ ...filter, ...page }, options),
    ),
    placeholderData: <Before>(before: Before) => before,
  }),
  serviceNames: (text: string) =>
    read(['catalog', 'names', text], (options) => api.catalog.list({ text, limit: 20 }, options)),
  service: (id: string) =>
    read(['catalog', 'service', id], (options) => api.catalog.get({ id }, options)),
  serviceHistory: (id: string) =>
    read(['catalog', 'history', id], (options) => api.catalog.history({ id }, options)),
  knowledge: (filter: ListKnowledge) =>
    read(['catalog', 'knowledge', filter], (options) => api.knowledge.list(filter, options)),
};
