import { bytesText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import { Button } from '../../../ui/button.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { retryUpload, stopUpload, useUploads, type FileUpload } from './uploads.ts';

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
          <One sending={sending} />
        </div>
      ))}
      {sendings.length > 3 && (
        <p className="px-3 text-xs text-ink-soft">and {sendings.length - 3} more waiting</p>
      )}
    </section>
  );
}

function One({ sending }: { sending: FileUpload }) {
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
                <Link
                  to="/incidents/$ref/imports"
                  params={{ ref: incident }}
                  className="text-accent underline underline-offset-2"
                >
                  {incident}
                </Link>
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
