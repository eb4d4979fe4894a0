import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { read } from '../../data/read.ts';

/** Under `catalog`, so that live changes are seen here. */
export const manualCheckList = (days: number) =>
  read(['catalog', 'manual-checks', days], (options) =>
    api['manual-check'].list({ days }, options),
  );

export const refreshManualChecks = () => queryClient.invalidateQueries({ queryKey: ['catalog'] });

export async function undoManualCheck(activityId: string): Promise<void> {
  await api['manual-check'].undo({ activityId });
  await refreshManualChecks();
}
