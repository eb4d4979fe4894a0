import type { Import, UndoPreview } from '@debrief/contract';
import { useSyncExternalStore } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { showProblem, showToast } from '../../../ui/toast.tsx';

/** An undo that needs confirmation, because something stays or other incidents are affected. */
export interface AskedUndo {
  imports: readonly Import[];
  previews: readonly UndoPreview[];
}

let asked: AskedUndo | null = null;
const watchers = new Set<() => void>();

function become(next: AskedUndo | null): void {
  asked = next;
  for (const watcher of watchers) watcher();
}

export function useAskedUndo(): AskedUndo | null {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => asked,
  );
}

/**
 * Undoes imports immediately if they can be removed completely and affect nothing else; otherwise
 * asks first.
 */
export async function undoImports(imports: readonly Import[], isAsking = false): Promise<void> {
  try {
    const previews = await Promise.all(
      imports.map((one) => api.evidence.previewUndo({ id: one.id })),
    );
    const isPlain = previews.every((one) => one.stays === 0 && one.alsoIn.length === 0);
    if (isPlain && !isAsking) await confirmUndo({ imports, previews });
    else become({ imports, previews });
  } catch (error) {
    showProblem(error);
  }
}

export function cancelUndo(): void {
  become(null);
}

export async function confirmUndo({ imports }: AskedUndo): Promise<void> {
  for (const one of imports) await api.evidence.undoImport({ id: one.id });
  become(null);
  for (const ref of new Set(imports.map((one) => one.incident)))
    void queryClient.invalidateQueries({ queryKey: ['incident', ref] });
  showToast({ title: imports.length === 1 ? 'Import undone' : `${imports.length} imports undone` });
}
