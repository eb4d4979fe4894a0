import type { Preview } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { api, type ReadAs } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { readerZone } from '../../../ui/reader-zone.ts';
import { showToast } from '../../../ui/toast.tsx';
import { Destination } from './destination.tsx';
import { FilePanel } from './file-panel.tsx';
import { reportImports } from './import-toast.ts';
import { chooseFiles, endOffer, withdrawFile, type Offer } from './offer.ts';
import { startUpload } from './uploads.ts';
import { suggestTitle } from './suggest-title.ts';

export function ImportDialog({ offer }: { offer: Offer }) {
  const navigate = useNavigate();
  const [incident, setIncident] = useState(offer.incident);
  const [title, setTitle, forgetTitle] = useDraft(
    `import.title.${offer.files[0]?.name ?? ''}`,
    suggestTitle(offer.files[0]?.name ?? ''),
  );
  const [readAs, setReadAs] = useState<Record<string, ReadAs>>({});
  const [previews, setPreviews] = useState<Record<string, Preview | null>>({});
  const into = useQuery({ ...queries.incident(incident ?? ''), enabled: incident !== null });
  const zone = into.data?.zone ?? readerZone;
  const isBundle = (id: string) => previews[id]?.format === 'bundle';
  const records = offer.files.filter((file) => !isBundle(file.id));
  const unready = records.filter(({ id }) => !isReady(previews[id]));
  const begin = useMutation({
    mutationFn: async () => {
      const isNew = incident === null && records.length > 0;
      const target = isNew ? await declare(title, zone) : incident;
      const batch = crypto.randomUUID();
      for (const { id, name, file } of offer.files) {
        const options = readAs[id] ?? {};
        const onBundle = (whole: { ref: string; title: string }) =>
          showToast({
            title: `Imported ${whole.ref}`,
            detail: whole.title,
            action: {
              label: 'Open',
              run: () => void navigate({ to: '/incidents/$ref', params: { ref: whole.ref } }),
            },
          });
        startUpload({
          id,
          name,
          file,
          options,
          batch,
          onBundle,
          onImported: (imports) =>
            reportImports(imports, (one) =>
              navigate({
                to: '/incidents/$ref/imports',
                params: { ref: one.incident },
                search: { open: one.id },
              }),
            ),
          incident: isBundle(id) ? null : target,
        });
      }
      return records.length > 0 ? target : null;
    },
    onSuccess: (target) => {
      forgetTitle();
      endOffer();
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      if (target !== null) void navigate({ to: '/incidents/$ref', params: { ref: target } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={endOffer}
      title="Import"
      lead="Check the preview. Nothing is saved until you import."
      size="broad"
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        <ProblemNote error={begin.error} />
        {records.length > 0 && (
          <Destination
            incident={incident}
            onIncident={setIncident}
            title={title}
            onTitle={setTitle}
            error={begin.error}
          />
        )}
        {offer.files.map((file) => (
          <FilePanel
            key={file.id}
            offered={file}
            zone={zone}
            options={readAs[file.id] ?? {}}
            onOptions={(options) => setReadAs((all) => ({ ...all, [file.id]: options }))}
            onPreview={(preview) => setPreviews((all) => ({ ...all, [file.id]: preview }))}
            onRemove={() => withdrawFile(file.id)}
          />
        ))}
        <Buttons className="mt-0!">
          <Button
            type="submit"
            look="primary"
            isBusy={begin.isPending}
            disabled={unready.length > 0}
          >
            {offer.files.length === 1 ? 'Import' : `Import ${offer.files.length} files`}
          </Button>
          <Button onClick={() => chooseFiles({ incident })}>Add files</Button>
          {unready.length > 0 && (
            <p className="text-sm text-ink-soft">
              {unready.map((file) => file.name).join(', ')}: answer the question, or remove the
              file.
            </p>
          )}
        </Buttons>
      </form>
    </Dialog>
  );
}

/** The incident is known before it is opened: its page need not wait behind the import. */
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

function isReady(preview: Preview | null | undefined): boolean {
  return (
    preview !== null &&
    preview !== undefined &&
    preview.format !== null &&
    preview.questions.length === 0
  );
}
