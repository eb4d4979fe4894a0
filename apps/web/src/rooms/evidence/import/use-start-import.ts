import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, type ReadAs } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showToast } from '../../../ui/toast.tsx';
import { reportImports } from './import-toast.ts';
import type { OfferedFile } from './offer.ts';
import { startUpload } from './uploads.ts';

interface StartedImport {
  files: readonly (OfferedFile & { options: ReadAs; isBundle: boolean })[];
  /** Null for a new one with this title. */
  incident: string | null;
  title: string;
  zone: string;
}

/**
 * Starts importing files into an incident and opens its timeline. A bundle becomes its own
 * incident.
 */
export function useStartImport(onStarted: (incident: string | null) => void) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async ({ files, incident, title, zone }: StartedImport) => {
      const hasRecords = files.some((file) => !file.isBundle);
      const target = incident === null && hasRecords ? await declare(title, zone) : incident;
      const batch = crypto.randomUUID();
      for (const { id, name, file, options, isBundle } of files)
        startUpload({
          id,
          name,
          file,
          options,
          batch,
          incident: isBundle ? null : target,
          onBundle: (whole) =>
            showToast({
              title: `Imported ${whole.ref}`,
              detail: whole.title,
              action: {
                label: 'Open',
                run: () => void navigate({ to: '/incidents/$ref', params: { ref: whole.ref } }),
              },
            }),
          onImported: (imports) =>
            reportImports(
              imports,
              (one) =>
                void navigate({
                  to: '/incidents/$ref/imports',
                  params: { ref: one.incident },
                  search: { open: one.id },
                }),
            ),
        });
      return hasRecords ? target : null;
    },
    onSuccess: (target) => {
      onStarted(target);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      if (target !== null) void navigate({ to: '/incidents/$ref', params: { ref: target } });
    },
  });
}

/**
 * The incident is in the cache before it is opened, so that its page does not wait for the import.
 */
async function declare(title: string, zone: string): Promise<string> {
  const made = await api.incident.declare({
    title,
    mode: 'retrospective',
    status: 'in-review',
    zone,
  });
  queryClient.setQueryData(queries.incident(made.ref).queryKey, made);
  return made.ref;
}
