import type { Comment, CommentMention, CommentTarget } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queries } from '../../data/queries.ts';
import { showProblem } from '../../ui/toast.tsx';
import { openComments } from './comment-writes.ts';
import { groupThreads } from './threads.ts';

export interface Written {
  text: string;
  mentions: string[];
}

function createVerbs(ref: string) {
  const { writes, undoWrite, attend } = openComments(ref);
  const toGiven = (written: Written) => ({ ...written, incident: ref, id: crypto.randomUUID() });
  return {
    writes,
    /** The screen shows the comment immediately, so there is no message. */
    add: (target: CommentTarget, quote: string, written: Written) =>
      writes.attend({ verb: 'add', input: { ...toGiven(written), target, quote } }),
    reply: (threadId: string, written: Written) =>
      writes.attend({ verb: 'reply', input: { ...toGiven(written), threadId } }),
    edit: ({ id, version }: Comment, written: Written) =>
      writes.attend({ verb: 'edit', input: { id, version, ...written } }),
    resolve: ({ id, version, text }: Comment, isResolved: boolean) =>
      void attend(
        { verb: 'resolve', input: { id, version, isResolved }, text },
        isResolved ? 'Thread resolved' : 'Thread reopened',
      ).catch(showProblem),
    remove: ({ id, version, text }: Comment) =>
      void attend({ verb: 'remove', input: { id, version }, text }, 'Comment removed').catch(
        showProblem,
      ),
    undoLast: () => void undoWrite().catch(showProblem),
  };
}

export type CommentVerbs = ReturnType<typeof createVerbs>;

export function useComments(ref: string) {
  const { data, error } = useQuery(queries.comments(ref));
  const verbs = useMemo(() => createVerbs(ref), [ref]);
  const threads = useMemo(() => data && groupThreads(data.items), [data]);
  return { verbs, threads, error, canAdd: data?.can.add === true };
}

/** The accounts that can be mentioned: the members of a private incident, else everyone. */
export function useMentionable(ref: string): CommentMention[] {
  const { data: incident } = useQuery(queries.incident(ref));
  const isPrivate = incident?.visibility === 'private';
  const { data: members } = useQuery({ ...queries.members(ref), enabled: isPrivate });
  const { data: accounts } = useQuery({
    ...queries.accounts(),
    enabled: incident !== undefined && !isPrivate,
  });
  return useMemo(
    () =>
      isPrivate
        ? (members?.items ?? []).map(({ accountId, name }) => ({ accountId, name }))
        : (accounts?.items ?? [])
            .filter((account) => !account.isDisabled)
            .map(({ id, name }) => ({ accountId: id, name })),
    [isPrivate, members, accounts],
  );
}
