import { ofIncident } from '../inputs.ts';
import { del, get, put } from '../route.ts';
import { KeepNote, KeptNotes, LensNotes } from './schema.ts';

const place = '/api/incidents/{incident}/lens/kept/{targetKind}/{targetId}/{rule}/{sentence}';

export const lensRoutes = {
  notes: get('/api/incidents/{incident}/lens', 'Ask about the wording of an incident', {
    input: ofIncident,
    output: LensNotes,
  }),
  kept: get('/api/incidents/{incident}/lens/kept', 'List notes on wording that were kept', {
    input: ofIncident,
    output: KeptNotes,
  }),
  keep: put(place, 'Keep wording as it is', { input: KeepNote, output: KeptNotes }),
  askAgain: del(place, 'Ask about wording again', { input: KeepNote, output: KeptNotes }),
} as const;
