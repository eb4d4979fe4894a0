import { useMutation } from '@tanstack/react-query';
import { showToast } from '../ui/toast.tsx';

interface Undoable<Change> {
  send: () => Promise<Change>;
  undo: (input: { activityId: string }) => Promise<unknown>;
  /** Reads again what is shown. */
  refresh: () => Promise<unknown>;
  /** What the message says; null if the screen itself shows the change. */
  done: string | null | ((changed: Change) => string);
  onDone?: (() => void) | undefined;
}

/** Sends a change that the server can undo, and offers to undo it. */
export function useUndoable<Change extends { activityId: string }>({
  send,
  undo,
  refresh,
  done,
  onDone,
}: Undoable<Change>) {
  const save = useMutation({
    mutationFn: send,
    onSettled: refresh,
    onSuccess: (changed) => {
      onDone?.();
      const title = typeof done === 'function' ? done(changed) : done;
      if (title === null) return;
      showToast({
        title,
        undo: async () => {
          await undo({ activityId: changed.activityId });
          await refresh();
        },
      });
    },
  });
  return { ...save, mutate: () => save.mutate() };
}
