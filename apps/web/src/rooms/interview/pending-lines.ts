import type { Interview, InterviewLineKind } from '@debrief/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { keepDraft, readDraft } from '../../data/draft.ts';
import { showInterview } from './queries.ts';

/** A line that the server does not have yet. */
export interface PendingLine {
  id: string;
  kind: InterviewLineKind;
  text: string;
}

const retryMs = 5_000;

/**
 * Lines on their way to the server, in order. They are kept through a reload, sent again until they
 * arrive, and written once, because each has its own id.
 */
export function usePendingLines(interviewId: string) {
  const place = `interview.${interviewId}.lines`;
  const [pending, setPending] = useState(() => readDraft<PendingLine[]>(place, []));
  const [error, setError] = useState<unknown>(null);
  const queue = useRef(pending);
  const isSending = useRef(false);

  const keep = useCallback(
    (lines: PendingLine[]) => {
      queue.current = lines;
      setPending(lines);
      try {
        keepDraft(place, lines);
      } catch {
        // Storage is full or blocked: the lines then live as long as the page.
      }
    },
    [place],
  );

  const send = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      for (let [line] = queue.current; line; [line] = queue.current) {
        const { id: lineId, kind, text } = line;
        const after: Interview = await api.interview.writeLine({
          id: interviewId,
          lineId,
          version: null,
          kind,
          text,
        });
        keep(queue.current.filter(({ id }) => id !== lineId));
        showInterview(after);
      }
      setError(null);
    } catch (problem) {
      setError(problem);
    } finally {
      isSending.current = false;
    }
  }, [interviewId, keep]);

  useEffect(() => {
    if (pending.length === 0) return;
    void send();
    const timer = setInterval(() => void send(), retryMs);
    return () => clearInterval(timer);
  }, [pending.length, send]);

  return {
    pending,
    /** Why the first one was refused; null while the connection is lost, which passes. */
    error: error !== null && toProblem(error).status > 0 ? error : null,
    isWaiting: error !== null,
    add: (line: Omit<PendingLine, 'id'>) =>
      keep([...queue.current, { id: crypto.randomUUID(), ...line }]),
    drop: (id: string) => keep(queue.current.filter((line) => line.id !== id)),
  };
}
