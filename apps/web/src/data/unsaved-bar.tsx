import { countText } from '@debrief/rules/numbers';
import { CloudOff } from 'lucide-react';
import { Suspense, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { connection, useIsCutOff } from './connection.ts';
import { useUnsaved } from './open-writes.ts';
import type { Ask, Version, Write, Writes } from './writes.ts';

interface UnsavedBarProps<A extends Ask, Answer, T extends Version> {
  writes: Writes<A, Answer, T>;
  /** What to say if the server rejects a change: `The event could not be added`. */
  refusal: (ask: A) => string;
  /** The typed text that would be lost with the change. */
  typed: (ask: A) => string | null;
  /** A better action than retrying a rejected change. */
  instead?: (write: Write<A, T>) => { label: string; run: () => void } | null;
  /** Both versions, so that a person can decide. */
  renderConflict: (write: Write<A, T>, theirs: T) => ReactNode;
}

/**
 * Unsaved changes: those that wait for the connection, were rejected, or conflict with another
 * change.
 */
export function UnsavedBar<A extends Ask, Answer, T extends Version>({
  writes,
  refusal,
  typed,
  instead,
  renderConflict,
}: UnsavedBarProps<A, Answer, T>) {
  const unsaved = useUnsaved(writes);
  const isCutOff = useIsCutOff();
  const waiting = unsaved.filter(({ state }) => state === 'waiting' || state === 'sending');
  return (
    <div aria-live="polite" className="empty:hidden">
      {isCutOff && waiting.length > 0 && (
        <p className="flex items-center gap-2 bg-highlight px-3 py-1.5 text-sm">
          <CloudOff size={16} className="shrink-0" />
          <span className="flex-1">
            {countText(waiting.length, 'change')} not saved yet. Kept here, and sent when Debrief
            answers again.
          </span>
          <Button small onClick={connection.tryNow}>
            Try now
          </Button>
        </p>
      )}
      {unsaved.map((write) => {
        if (write.state === 'conflict' && write.theirs)
          return (
            <div key={write.key} role="alert" className="px-3 py-2">
              <Suspense>{renderConflict(write, write.theirs)}</Suspense>
            </div>
          );
        if (write.state !== 'refused' && write.state !== 'conflict') return null;
        const words = typed(write.ask);
        const { label, run } = instead?.(write) ?? {
          label: 'Try again',
          run: () => writes.retry(write.key),
        };
        return (
          <div
            key={write.key}
            role="alert"
            className="flex flex-wrap items-center gap-2 border-b border-danger bg-danger-wash px-3 py-1.5 text-sm"
          >
            <p className="min-w-0 flex-1 basis-60">
              <strong className="font-medium text-danger">{refusal(write.ask)}</strong>
              {words !== null && <span className="wrap-anywhere">: “{words}”</span>}.{' '}
              {write.problem}
            </p>
            <Button small onClick={run}>
              {label}
            </Button>
            <Button small look="quiet" onClick={() => writes.drop(write.key)}>
              Discard
            </Button>
          </div>
        );
      })}
    </div>
  );
}
