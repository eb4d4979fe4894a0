import type { Incident } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { showProblem, showToast } from '../../ui/toast.tsx';

function put({ ref, version }: Incident, isArchived: boolean): Promise<Incident> {
  const input = { incident: ref, version };
  return isArchived ? api.incident.archive(input) : api.incident.unarchive(input);
}

function show(saved: Incident): void {
  queryClient.setQueryData(queries.incident(saved.ref).queryKey, saved);
  void queryClient.invalidateQueries({ queryKey: ['incident', saved.ref] });
  void queryClient.invalidateQueries({ queryKey: ['incidents'] });
}

/** Archives an incident, or makes it editable again; both can be undone. */
export function useArchive(incident: Incident): { run: () => void } {
  const save = useMutation({
    mutationFn: () => put(incident, incident.archivedAt === null),
    onError: showProblem,
    onSuccess: (saved) => {
      show(saved);
      showToast({
        title: saved.archivedAt === null ? `${saved.ref} unarchived` : `${saved.ref} archived`,
        undo: async () => show(await put(saved, saved.archivedAt === null)),
      });
    },
  });
  return { run: () => save.mutate() };
}
