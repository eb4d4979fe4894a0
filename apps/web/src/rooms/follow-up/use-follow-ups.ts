import type { AddFollowUp, FollowUp, ChangeFollowUpStatus } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { listChangedFields } from '../../data/merge-versions.ts';
import { useUnsaved } from '../../data/open-writes.ts';
import { queries } from '../../data/queries.ts';
import { showToast, showProblem } from '../../ui/toast.tsx';
import { openFollowUps } from './follow-up-writes.ts';
import { followUpFields, toForm, pickFields, type FollowUpForm } from './form.ts';
import { stateWords } from './words.ts';

function createVerbs(ref: string) {
  const { writes, undoWrite, attend } = openFollowUps(ref);
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
