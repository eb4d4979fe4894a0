import type { SafeguardChange } from '@debrief/contract';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { useUndoable } from '../../data/use-undoable.ts';

/** Sends a change of a safeguard, and offers to undo it. */
export function useSafeguardChange(
  ref: string,
  change: {
    send: () => Promise<SafeguardChange>;
    done: (changed: SafeguardChange) => string;
    onDone?: () => void;
  },
) {
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: queries.safeguards(ref).queryKey });
  return useUndoable({ ...change, undo: api.safeguard.undo, refresh });
}
