import type { QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { showToast } from '../ui/toast.tsx';
import { connection } from './connection.ts';
import { draftKey } from './draft.ts';
import { sendOwnChange } from './own-changes.ts';
import { queryClient } from './queries.ts';
import { Writes, type Ask, type Version, type Write, type WriteKind } from './writes.ts';

interface Undoable {
  activityId: string;
}

export interface WriteRoom<A extends Ask, Answer, T extends Version> extends WriteKind<
  A,
  Answer,
  T
> {
  /** The storage key that keeps unsaved changes through a reload. */
  place: (ref: string) => string;
  queryKey: (ref: string) => QueryKey;
  take: (ref: string, answer: Answer) => void;
}

export interface UndoRoom<
  A extends Ask,
  Answer extends Undoable,
  T extends Version,
> extends WriteRoom<A, Answer, T> {
  /**
   * The parts of an incident that a response already updates, so that its live event does not read
   * them again.
   */
  parts: (answer: Answer) => readonly string[];
  undo: (activityId: string, ref: string) => Promise<Answer>;
  /** The reader's newest change, as the server knows it now. */
  lastChange: (ref: string) => Promise<Undoable | null>;
}

/** Opens something once for each incident and account. */
function once<Open>(place: (ref: string) => string, open: (ref: string, key: string) => Open) {
  const opened = new Map<string, Open>();
  return (ref: string): Open => {
    const key = draftKey(place(ref));
    const known = opened.get(key) ?? open(ref, key);
    opened.set(key, known);
    return known;
  };
}

function queueAt<A extends Ask, Answer, T extends Version>(
  room: WriteRoom<A, Answer, T>,
  ref: string,
  key: string,
  onSaved: (answer: Answer, key: string) => void = () => undefined,
): Writes<A, Answer, T> {
  return new Writes<A, Answer, T>(room, {
    connection,
    storage: {
      read: () => sessionStorage.getItem(key),
      write: (text) =>
        text === '[]' ? sessionStorage.removeItem(key) : sessionStorage.setItem(key, text),
    },
    onSaved: (answer, write) => (room.take(ref, answer), onSaved(answer, write)),
    onRefused: (theirs) => {
      if (theirs) room.take(ref, room.answerWith(theirs));
      void queryClient.invalidateQueries({ queryKey: room.queryKey(ref) });
    },
  });
}

export function openWrites<A extends Ask, Answer, T extends Version>(
  room: WriteRoom<A, Answer, T>,
): (ref: string) => Writes<A, Answer, T> {
  return once(room.place, (ref, key) => queueAt(room, ref, key));
}

export function openUndoable<A extends Ask, Answer extends Undoable, T extends Version>(
  room: UndoRoom<A, Answer, T>,
) {
  return once(room.place, (ref, key) => undoableAt(room, ref, key));
}

function undoableAt<A extends Ask, Answer extends Undoable, T extends Version>(
  room: UndoRoom<A, Answer, T>,
  ref: string,
  place: string,
) {
  const activities = new Map<string, string>();
  const kind = { ...room, send: (ask: A) => sendOwnChange(room.parts, () => room.send(ask)) };
  const writes = queueAt(kind, ref, place, ({ activityId }, key) => {
    if (activityId !== '') activities.set(key, activityId);
  });
  /**
   * Sends a change that a reload does not need to repeat, for example one that creates its own
   * objects.
   */
  const sendOnce = async (send: () => Promise<Answer>) => {
    const answer = await sendOwnChange(room.parts, send);
    room.take(ref, answer);
    void queryClient.invalidateQueries({ queryKey: room.queryKey(ref) });
    return answer;
  };
  const undoActivity = (activityId: string) => sendOnce(() => room.undo(activityId, ref));
  /** Undoes a change, or the newest. Null if there is nothing to undo; `dropped` if it was not saved yet. */
  const undo = async (key?: string) => {
    if (writes.takeBack(key)) return 'dropped' as const;
    await writes.arrived();
    if (writes.takeBack(key)) return 'dropped' as const;
    const activityId =
      key === undefined ? (await room.lastChange(ref))?.activityId : activities.get(key);
    return activityId === undefined ? null : undoActivity(activityId);
  };
  /** Like `undo`, with a message. */
  const undoWrite = async (key?: string) => {
    const undone = await undo(key);
    showToast({ title: undone === null ? 'Nothing to undo' : 'Undone' });
  };
  /**
   * Sends a change for a form; the message after it is saved offers to undo it. Fails with the
   * server's error; null while the change waits for the connection.
   */
  const attend = async (ask: A, title: string) => {
    const answer = await writes.attend(ask);
    const undoAnswer = ({ activityId }: Answer) =>
      undoActivity(activityId).then(() => showToast({ title: 'Undone' }));
    if (answer) showToast({ title, undo: () => undoAnswer(answer) });
    return answer;
  };
  return { writes, undo, undoWrite, undoActivity, sendOnce, attend };
}

export function useUnsaved<A extends Ask, T extends Version>(
  writes: Pick<Writes<A, unknown, T>, 'subscribe' | 'snapshot'>,
): readonly Write<A, T>[] {
  return useSyncExternalStore(writes.subscribe, writes.snapshot);
}
