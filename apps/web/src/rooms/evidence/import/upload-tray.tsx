import type { Import } from '@debrief/contract';
import { bytesText, numberText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { undoImports } from './undo-imports.ts';
import { useUploads, type FileUpload } from './upload-list.ts';
import { endUpload, retryUpload, stopUpload } from './uploads.ts';

export function UploadTray() {
  const sendings = useUploads();
  if (sendings.length === 0) return null;
  return (
    <section
      aria-label="File uploads"
      className="no-print fixed right-3 bottom-18 z-40 flex w-88 max-w-[calc(100vw-1.5rem)] flex-col gap-2 sm:right-5 sm:bottom-5"
    >
      {sendings.slice(0, 3).map((sending) => (
        <div key={sending.id} className="rounded-lg border border-line bg-sheet p-3 shadow-float">
          {sending.import ? (
            <Importing id={sending.id} started={sending.import} />
          ) : (
            <Sending sending={sending} />
          )}
        </div>
      ))}
      {sendings.length > 3 && (
        <p className="px-3 text-xs text-ink-soft">and {sendings.length - 3} more waiting</p>
      )}
    </section>
  );
}

/** The server reads the file: the tray follows it to its end. */
function Importing({ id, started }: { id: string; started: Import }) {
  const { data: now } = useQuery({
    ...queries.import(started.id),
    initialData: started,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 300 : false),
  });
  const end = useEffectEvent(() => endUpload(id, now));
  const isRunning = now.state === 'running';
  useEffect(() => {
    if (!isRunning) end();
  }, [isRunning]);
  return (
    <>
      <div className="mb-2 flex items-center gap-2">
        <p className="min-w-0 flex-1 text-sm">
          <span className="block truncate font-medium">{now.name}</span>
          <span className="tabular text-xs text-ink-soft">
            importing into <ImportsLink incident={now.incident} /> · {numberText(now.read)} read
          </span>
        </p>
        {now.can.undo && (
          <Button small look="quiet" onClick={() => void undoImports([now], true)}>
            Undo import
          </Button>
        )}
      </div>
      <ProgressBar
        label={`Importing ${now.name}`}
        value={now.bytes > 0 && now.bytesRead > 0 ? now.bytesRead / now.bytes : null}
      />
    </>
  );
}

function ImportsLink({ incident }: { incident: string }) {
  return (
    <Link
      to="/incidents/$ref/imports"
      params={{ ref: incident }}
      className="text-accent underline underline-offset-2"
    >
      {incident}
    </Link>
  );
}

function Sending({ sending }: { sending: FileUpload }) {
  const { id, name, incident, state, sentBytes, totalBytes } = sending;
  if (state === 'failed') {
    return (
      <ProblemNote
        error={sending.error}
        action={
          <>
            <Button small onClick={() => retryUpload(id)}>
              Send {name} again
            </Button>
            <Button small look="quiet" onClick={() => stopUpload(id)}>
              Dismiss
            </Button>
          </>
        }
      />
    );
  }
  const isSent = sentBytes > 0 && sentBytes >= totalBytes;
  const words =
    state === 'waiting'
      ? 'waiting'
      : isSent
        ? 'sent; the server is reading it'
        : `${bytesText(sentBytes)} of ${bytesText(totalBytes)} sent`;
  return (
    <>
      <div className="mb-2 flex items-center gap-2">
        <p className="min-w-0 flex-1 text-sm">
          <span className="block truncate font-medium">{name}</span>
          <span className="tabular text-xs text-ink-soft">
            {words}
            {incident !== null && (
              <>
                {' · '}
                <ImportsLink incident={incident} />
              </>
            )}
          </span>
        </p>
        <Button small look="quiet" onClick={() => stopUpload(id)}>
          Stop
        </Button>
      </div>
      <ProgressBar
        label={`Sending ${name}`}
        value={totalBytes === 0 ? null : sentBytes / totalBytes}
      />
    </>
  );
}
