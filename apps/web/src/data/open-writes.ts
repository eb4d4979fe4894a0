import type { QueryKey } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { connection } from './connection.ts';
import { draftKey } from './draft.ts';
import { sendOwn } from './echo.ts';
import { queryClient } from './queries.ts';
import { Writes, type Ask, type Version, type Write, type WriteKind } from './writes.ts';

interface Undoable {
  activityId: string;
}

/** One kind of thing of an incident, and how its changes reach what was read. */
export interface WriteRoom<
  A extends Ask,
  Answer extends Undoable,
  T extends Version,
> extends WriteKind<A, Answer, T> {
  /** Where a reload finds what is not saved. */
  place: (ref: string) => string;
  queryKey: (ref: string) => QueryKey;
  /** Puts an answer into what was read. */
  take: (ref: string, answer: Answer) => void;
  /** The parts of an incident that an answer brings up to date, so that its echo reads them no more. */
  parts: (answer: Answer) => readonly string[];
  undo: (activityId: string) => Promise<Answer>;
  /** The newest change of the reader, as the server knows it now. */
  lastChange: (ref: string) => Promise<Undoable | null>;
}

export interface OpenWrites<A extends Ask, Answer extends Undoable, T extends Version> {
  writes: Writes<A, Answer, T>;
  /** Undoes a change, or the newest. Null if there is nothing to undo; `dropped` if it was not saved yet. */
  undo: (key?: string) => Promise<Answer | 'dropped' | null>;
  undoActivity: (activityId: string) => Promise<Answer>;
  /** Sends a change that no reload has to repeat, such as one that makes objects of its own. */
  sendOnce: (send: () => Promise<Answer>) => Promise<Answer>;
}

/** The queues of a kind, one for each incident and account. */
export function openWrites<A extends Ask, Answer extends Undoable, T extends Version>(
  room: WriteRoom<A, Answer, T>,
): (ref: string) => OpenWrites<A, Answer, T> {
  const open = new Map<string, OpenWrites<A, Answer, T>>();
  return (ref) => {
    const place = draftKey(room.place(ref));
    const known = open.get(place) ?? openAt(room, ref, place);
    open.set(place, known);
    return known;
  };
}

function openAt<A extends Ask, Answer extends Undoable, T extends Version>(
  room: WriteRoom<A, Answer, T>,
  ref: string,
  place: string,
): OpenWrites<A, Answer, T> {
  const activities = new Map<string, string>();
  const kind = { ...room, send: (ask: A) => sendOwn(room.parts, () => room.send(ask)) };
  const writes = new Writes<A, Answer, T>(kind, {
    connection,
    storage: {
      read: () => sessionStorage.getItem(place),
      write: (text) =>
        text === '[]' ? sessionStorage.removeItem(place) : sessionStorage.setItem(place, text),
    },
    onSaved: (answer, key) => {
      room.take(ref, answer);
      if (answer.activityId !== '') activities.set(key, answer.activityId);
    },
    onRefused: (theirs) => {
      if (theirs) room.take(ref, room.answerWith(theirs));
      void queryClient.invalidateQueries({ queryKey: room.queryKey(ref) });
    },
  });
  const sendOnce = async (send: () => Promise<Answer>) => {
    const answer = await sendOwn(room.parts, send);
    room.take(ref, answer);
    void queryClient.invalidateQueries({ queryKey: room.queryKey(ref) });
    return answer;
  };
  const undoActivity = (activityId: string) => sendOnce(() => room.undo(activityId));
  const undo = async (key?: string) => {
    if (writes.takeBack(key)) return 'dropped';
    await writes.arrived();
    if (writes.takeBack(key)) return 'dropped';
    const activityId =
      key === undefined ? (await room.lastChange(ref))?.activityId : activities.get(key);
    return activityId === undefined ? null : undoActivity(activityId);
  };
  return { writes, undo, undoActivity, sendOnce };
}

/** The changes of a queue that are not saved yet. */
export function useUnsaved<A extends Ask, T extends Version>(
  writes: Pick<Writes<A, unknown, T>, 'subscribe' | 'snapshot'>,
): readonly Write<A, T>[] {
  return useSyncExternalStore(writes.subscribe, writes.snapshot);
}
