import type {
  AddFollowUp,
  FollowUp,
  FollowUpChange,
  ChangeFollowUpStatus,
} from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listChangedFields } from '../../data/merge-versions.ts';
import { useUnsaved } from '../../data/open-writes.ts';
import { queries } from '../../data/queries.ts';
import { showToast, showProblem } from '../../ui/toast.tsx';
import { openFollowUps, type FollowUpAsk } from './follow-up-writes.ts';
import { followUpFields, toForm, pickFields, type FollowUpForm } from './form.ts';
import { stateWords } from './words.ts';

function createVerbs(ref: string) {
  const { writes, undo, undoActivity } = openFollowUps(ref);
  const undoWrite = async (key?: string) => {
    const undone = await undo(key);
    showToast({ title: undone === null ? 'Nothing to undo' : 'Undone' });
  };
  const offer = (title: string, { activityId }: FollowUpChange) =>
    showToast({
      title,
      undo: () => undoActivity(activityId).then(() => showToast({ title: 'Undone' })),
    });
  /** Fails with the server's error; null while the change waits for the connection. */
  const attend = async (ask: FollowUpAsk, title: string) => {
    const change = await writes.attend(ask);
    if (change) offer(title, change);
    return change;
  };
  return {
    writes,
    undoLast: () => void undoWrite().catch(showProblem),
    add: (given: Omit<AddFollowUp, 'incident' | 'id'>) => {
      const input = { ...given, incident: ref, id: crypto.randomUUID() };
      return attend({ verb: 'add', input }, 'Follow-up added');
    },
    change: (id: string, version: number, base: FollowUpForm, guess: FollowUpForm) => {
      const input = {
        ...pickFields(guess, listChangedFields(followUpFields, base, guess)),
        id,
        version,
      };
      return attend({ verb: 'change', input, base, guess }, 'Saved');
    },
    setMeant: (one: FollowUp, meant: string[]) => {
      const base = toForm(one);
      const input = { id: one.id, version: one.version, meant };
      return attend({ verb: 'change', input, base, guess: { ...base, meant } }, 'Saved');
    },
    move: (input: ChangeFollowUpStatus, text: string) =>
      attend({ verb: 'move', input, text }, `Now ${stateWords[input.to].label.toLowerCase()}`),
    remove: ({ id, version, text }: FollowUp) => {
      const key = writes.add({ verb: 'remove', input: { id, version }, text });
      showToast({ title: `Removed “${text}”`, undo: () => undoWrite(key) });
    },
  };
}

export interface OpenFollowUps extends ReturnType<typeof createVerbs> {
  items: readonly FollowUp[] | null;
  error: unknown;
}

export function useFollowUps(ref: string): OpenFollowUps {
  const { data, error } = useQuery(queries.followUps(ref));
  const verbs = useMemo(() => createVerbs(ref), [ref]);
  const unsaved = useUnsaved(verbs.writes);
  const items = useMemo(() => {
    const removed = unsaved.flatMap(({ ask, state }) =>
      ask.verb === 'remove' && state !== 'refused' ? [ask.input.id] : [],
    );
    return data?.items.filter(({ id }) => !removed.includes(id)) ?? null;
  }, [data, unsaved]);
  return { ...verbs, items, error };
}
