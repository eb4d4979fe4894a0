import type { CodingRoundInFull } from '@debrief/contract';
import { queries, queryClient } from '../../data/queries.ts';

/** Shows the answer of a change at once. */
export function saveRead(full: CodingRoundInFull): void {
  queryClient.setQueryData(queries.codingRound(full.round.id).queryKey, full);
}
