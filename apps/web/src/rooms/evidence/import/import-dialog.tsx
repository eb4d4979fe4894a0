import type { Preview } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ReadAs } from '../../../api.ts';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useDraft } from '../../../data/draft.ts';
import { ProblemNote } from '../../../ui/problem.tsx';
import { focusSoon } from '../../../ui/focus-soon.ts';
import { useReaderZone } from '../../../ui/time-zone.tsx';
import { Destination } from './destination.tsx';
import { FileList } from './file-list.tsx';
import { FilePanel } from './file-panel.tsx';
import { fileStatus, type FileStatus } from './file-status.ts';
import { chooseFiles } from './choose-files.ts';
import { endOffer, withdrawFile, type Offer } from './offer.ts';
import { suggestTitle } from './suggest-title.ts';
import { useStartImport } from './use-start-import.ts';

/** Files before their import: each with its preview, one at a time. Ready ones can be imported. */
export function ImportDialog({ offer }: { offer: Offer }) {
  const [incident, setIncident] = useState(offer.incident);
  const [title, setTitle, forgetTitle] = useDraft(
    `import.title.${offer.files[0]?.name ?? ''}`,
    suggestTitle(offer.files[0]?.name ?? ''),
  );
  const [readAs, setReadAs] = useState<Record<string, ReadAs>>({});
  const [previews, setPreviews] = useState<Record<string, Preview | null | undefined>>({});
  const [chosen, setChosen] = useState<string | null>(null);
  const into = useQuery({ ...queries.incident(incident ?? ''), enabled: incident !== null });
  const reader = useReaderZone();
  const zone = into.data?.zone ?? reader;
  const files = offer.files.map((file) => ({ ...file, status: fileStatus(previews[file.id]) }));
  const shown = files.find((file) => file.id === chosen) ?? files[0];
  const ready = files
    .filter((file) => file.status === 'ready')
    .map((file) => ({
      ...file,
      options: readAs[file.id] ?? {},
      isBundle: previews[file.id]?.format === 'bundle',
    }));
  const isForIncident = files.some(({ id }) => previews[id]?.format !== 'bundle');
  const start = useStartImport((target) => {
    forgetTitle();
    // The remaining files go into the same incident.
    setIncident(target);
    for (const { id } of ready) withdrawFile(id);
    if (ready.length === files.length) endOffer();
  });
  const asking = files.find((file) => file.status === 'asks');
  const answer = (id: string) => {
    setChosen(id);
    focusSoon(() => document.querySelector<HTMLElement>(`#panel-${id} [aria-invalid]`));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate({ files: ready, incident, title, zone });
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
        <ProblemNote error={start.error} />
        {isForIncident && (
          <Destination
            incident={incident}
            onIncident={setIncident}
            title={title}
            onTitle={setTitle}
            error={start.error}
          />
        )}
        <div className="flex flex-col gap-4 md:flex-row">
          {files.length > 1 && (
            <FileList files={files} shown={shown?.id ?? ''} onShow={setChosen} />
          )}
          <div className="@container min-w-0 flex-1">
            {files.map((file) => (
              <FilePanel
                key={file.id}
                isShown={file === shown}
                offered={file}
                zone={zone}
                options={readAs[file.id] ?? {}}
                onOptions={(options) => setReadAs((all) => ({ ...all, [file.id]: options }))}
                onPreview={(preview) => setPreviews((all) => ({ ...all, [file.id]: preview }))}
                onRemove={() => withdrawFile(file.id)}
              />
            ))}
          </div>
        </div>
        <footer className="sticky -bottom-3 z-10 -mx-5 -mb-5 sm:-bottom-12 flex flex-wrap items-center gap-2 rounded-b-lg border-t border-line bg-sheet px-5 py-3">
          <Button
            type="submit"
            look="primary"
            isBusy={start.isPending}
            disabled={ready.length === 0}
          >
            {submitLabel(ready.length, files.length)}
          </Button>
          <Button onClick={() => chooseFiles({ incident })}>Add files</Button>
          <p role="status" className="text-sm text-ink-soft">
            {describeRest(files)}
          </p>
          {asking && (
            <Button small look="quiet" onClick={() => answer(asking.id)}>
              Go to the question
            </Button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function submitLabel(ready: number, all: number): string {
  if (all === 1) return 'Import';
  return ready === all || ready === 0
    ? `Import ${all} files`
    : `Import ${ready} of ${countText(all, 'file')}`;
}

function describeRest(files: readonly { name: string; status: FileStatus }[]): string {
  const count = (status: FileStatus) => files.filter((file) => file.status === status).length;
  const [asks, unreadable] = [count('asks'), count('unreadable')];
  if (files.length === 1)
    return asks > 0
      ? 'Answer the question above to import this file.'
      : unreadable > 0
        ? "This file can't be imported. Select its format, or import another file."
        : '';
  return [
    asks > 0 ? `${countText(asks, 'file')} ${asks === 1 ? 'needs' : 'need'} an answer.` : '',
    unreadable > 0 ? `${countText(unreadable, 'file')} can't be read.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
