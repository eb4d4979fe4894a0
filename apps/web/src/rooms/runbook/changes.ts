import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';

/** Also the suggestions in incidents. */
export const refreshRunbooks = () => queryClient.invalidateQueries();

export async function undoRunbook(activityId: string): Promise<void> {
  await api.runbook.undo({ activityId });
  await refreshRunbooks();
}
