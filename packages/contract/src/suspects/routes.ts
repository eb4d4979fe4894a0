import { InvestigationChange } from '../investigation/schema.ts';
import { get, post } from '../route.ts';
import { JudgeSuspect, ListSuspects, SuspectHitRate, Suspects } from './schema.ts';

export const suspectsRoutes = {
  list: get('/api/incidents/{incident}/suspects', 'Rank what to look at first, with reasons', {
    input: ListSuspects,
    output: Suspects,
  }),
  judge: post('/api/incidents/{incident}/suspects/verdicts', 'Confirm or dismiss a suspect', {
    input: JudgeSuspect,
    output: InvestigationChange,
    status: 201,
  }),
  hitRate: get('/api/suspects/hit-rate', 'How often the ranking was right in closed incidents', {
    input: null,
    output: SuspectHitRate,
  }),
} as const;
