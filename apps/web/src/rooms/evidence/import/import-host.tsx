import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useEffectEvent, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { queries } from '../../../data/queries.ts';
import { useActions } from '../../../ui/keys.ts';
import { readDroppedFiles } from './dropped-files.ts';
import { chooseFiles, chooseFolder } from './choose-files.ts';
import { offerFiles, useOfferState } from './offer.ts';
import { useAskedUndo } from './undo-imports.ts';
import { useUploads } from './upload-list.ts';

const ImportDialog = lazyPart(() => import('./import-dialog.tsx'), 'ImportDialog');

const Packing = lazyPart(() => import('./packing-progress.tsx'), 'PackingProgress');
const UndoDialog = lazyPart(() => import('./undo-dialog.tsx'), 'UndoDialog');
const SendingTray = lazyPart(() => import('./upload-tray.tsx'), 'UploadTray');

/** Offers to import files dropped anywhere on a page: into the open incident, or as a new one. */
export function ImportHost() {
  const { ref: incident = null } = useParams({ strict: false });
  const { data: session } = useQuery(queries.session());
  const offering = useOfferState();
  const isSending = useUploads().length > 0;
  const asked = useAskedUndo();
  const mayImport = session?.can.import ?? false;
  const isOver = useFileDrop(
    mayImport,
    (transfer) => void offerFiles(incident, readDroppedFiles(transfer)),
  );
  const isNew = incident === null;
  useActions('Import', [
    {
      label: 'Import an incident',
      also: 'upload files new incident',
      isDisabled: !mayImport,
      run: () => chooseFiles({ incident: null }),
    },
    {
      label: 'Import a folder',
      also: 'slack export directory',
      isDisabled: !mayImport,
      run: () => chooseFolder({ incident }),
    },
  ]);
  return (
    <>
      {isOver && (
        <div className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-wash/90">
          <p className="font-serif text-2xl text-accent">
            {isNew ? 'Drop files to import an incident' : `Drop to import into ${incident}`}
          </p>
        </div>
      )}
      <Suspense>
        {offering.state === 'packing' && (
          <Packing name={offering.name} done={offering.done} total={offering.total} />
        )}
        {isSending && <SendingTray />}
        {asked && <UndoDialog asked={asked} />}
        {offering.state === 'offered' && (
          <ImportDialog key={offering.offer.incident ?? 'new'} offer={offering.offer} />
        )}
      </Suspense>
    </>
  );
}

function useFileDrop(isOn: boolean, onDrop: (transfer: DataTransfer) => void): boolean {
  const [isOver, setOver] = useState(false);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    if (!isOn) return;
    let depth = 0;
    const ofFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (ofFiles(event)) setOver((depth += 1) > 0);
    };
    const leave = (event: DragEvent) => {
      if (ofFiles(event)) setOver((depth = Math.max(0, depth - 1)) > 0);
    };
    const over = (event: DragEvent) => {
      if (ofFiles(event)) event.preventDefault();
    };
    const take = (event: DragEvent) => {
      if (!ofFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) drop(event.dataTransfer);
    };
    const stop = new AbortController();
    const { signal } = stop;
    globalThis.addEventListener('dragenter', enter, { signal });
    globalThis.addEventListener('dragleave', leave, { signal });
    globalThis.addEventListener('dragover', over, { signal });
    globalThis.addEventListener('drop', take, { signal });
    return () => stop.abort();
  }, [isOn]);
  return isOver;
}
