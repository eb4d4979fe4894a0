import type { CalibrationAnswer, CalibrationEntry, CalibrationInbox } from '@debrief/contract';
import { useState } from 'react';
import { toProblem } from '../../api.ts';

export interface NewAnswer {
  entry: string;
  seen: string;
  version: number | null;
  verdict: CalibrationAnswer;
  text: string;
}

/** How the inbox is saved: for an account, or for a guest. */
export interface InboxDoor {
  answer: (answer: NewAnswer) => Promise<CalibrationEntry>;
  finish: () => Promise<CalibrationInbox>;
}

export const isAnswered = ({ answer }: CalibrationEntry): boolean =>
  answer !== null && !answer.isStale;

/**
 * The entries with the answers of this window, shown before they are saved. An answer that was
 * refused shows what the entry says now.
 */
export function useInbox(inbox: CalibrationInbox, door: InboxDoor) {
  const [entries, setEntries] = useState(inbox.entries);
  const [finishedAt, setFinishedAt] = useState(inbox.finishedAt);
  const [current, setCurrent] = useState(() => findNext(inbox.entries, -1));
  const [error, setError] = useState<unknown>(null);
  const [isFinishing, setFinishing] = useState(false);
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set());

  const replace = (entry: CalibrationEntry) =>
    setEntries((known) => known.map((one) => (one.id === entry.id ? entry : one)));
  const mark = (id: string, isSaving: boolean) =>
    setSaving(
      (known) => new Set([...known].filter((one) => one !== id).concat(isSaving ? id : [])),
    );

  const answer = async (entry: CalibrationEntry, verdict: CalibrationAnswer, text = '') => {
    if (saving.has(entry.id) || entry.answer?.isDecided) return;
    const version = isAnswered(entry) ? (entry.answer?.version ?? null) : null;
    const next = {
      ...entry,
      answer: { verdict, text, version: version ?? 0, isStale: false, isDecided: false },
    };
    const after = entries.map((one) => (one.id === entry.id ? next : one));
    setEntries(after);
    setCurrent(findNext(after, after.indexOf(next)));
    setError(null);
    mark(entry.id, true);
    try {
      replace(await door.answer({ entry: entry.id, seen: entry.seen, version, verdict, text }));
    } catch (refused) {
      setError(refused);
      replace(readCurrent(refused, entry));
      setCurrent(entry.id);
    }
    mark(entry.id, false);
  };

  const finish = async () => {
    setFinishing(true);
    setError(null);
    try {
      const done = await door.finish();
      setEntries(done.entries);
      setFinishedAt(done.finishedAt);
      setCurrent(null);
    } catch (refused) {
      setError(refused);
    }
    setFinishing(false);
  };

  const move = (by: number) => {
    const at = entries.findIndex(({ id }) => id === current);
    const to = entries[at < 0 ? (by > 0 ? 0 : entries.length - 1) : at + by];
    if (to) setCurrent(to.id);
  };

  const isSaving = saving.size > 0;
  const open = (id: string) => setCurrent(id);
  return { entries, current, error, finishedAt, isFinishing, isSaving, answer, finish, move, open };
}

/** The next entry without an answer, after this one or else from the start. */
function findNext(entries: readonly CalibrationEntry[], at: number): string | null {
  const open = entries.filter((entry) => !isAnswered(entry));
  return (open.find((entry) => entries.indexOf(entry) > at) ?? open[0])?.id ?? null;
}

/** The entry as it is now, if the server said so. */
function readCurrent(error: unknown, entry: CalibrationEntry): CalibrationEntry {
  const { current } = toProblem(error);
  return isEntry(current) && current.id === entry.id ? current : entry;
}

function isEntry(value: unknown): value is CalibrationEntry {
  return typeof value === 'object' && value !== null && 'seen' in value && 'quotes' in value;
}
