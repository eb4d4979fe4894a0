import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';

export const refreshCatalog = () => queryClient.invalidateQueries({ queryKey: ['catalog'] });

export async function undoChange(activityId: string): Promise<void> {
  await api.catalog.undo({ activityId });
  await refreshCatalog();
}
