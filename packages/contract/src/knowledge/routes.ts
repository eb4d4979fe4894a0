import { get } from '../route.ts';
import { Knowledge, ListKnowledge } from './schema.ts';

export const knowledgeRoutes = {
  list: get('/api/knowledge', 'List technologies by whether they depend on one person', {
    input: ListKnowledge,
    output: Knowledge,
  }),
} as const;
