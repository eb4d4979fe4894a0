import {
  FollowUp,
  type AddFollowUp,
  type ChangeFollowUp,
  type FollowUpChange,
  type FollowUps,
  type MoveFollowUp,
} from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, problemOf } from '../../api.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { say, sayProblem } from '../../ui/toast.tsx';
import { stateWords } from './words.ts';

function patch(ref: string, change: Pick<FollowUpChange, 'followUps' | 'removed'>): void {
  patchRead<FollowUps>(
    queries.followUps(ref).queryKey,
    (read) => read && { ...read, items: afterChange(read.items, change) },
  );
}

function afterChange(
  items: readonly FollowUp[],
  { followUps, removed }: Pick<FollowUpChange, 'followUps' | 'removed'>,
): FollowUp[] {
  const news = new Map(followUps.map((one) => [one.id, one]));
  const known = new Set(items.map((one) => one.id));
  const kept = items
    .filter((one) => !removed.includes(one.id))
    .map((one) => news.get(one.id) ?? one);
  return [...kept, ...followUps.filter((one) => !known.has(one.id))];
}

function readAgain(ref: string): void {
  void queryClient.invalidateQueries({ queryKey: queries.followUps(ref).queryKey });
  void queryClient.invalidateQueries({ queryKey: ['follow-ups'] });
}

/** The follow-up as somebody else left it, where an answer says so. */
export function theirsIn(error: unknown): FollowUp | null {
  const problem = problemOf(error);
  return problem.code === 'conflict' ? (FollowUp.safeParse(problem.current).data ?? null) : null;
}

/** What is on its way, by incident: undoing waits for it. */
const flights = new Map<string, Promise<unknown>>();

async function send(ref: string, ask: Promise<FollowUpChange>): Promise<FollowUpChange> {
  flights.set(ref, ask);
  try {
    const change = await ask;
    patch(ref, change);
    return change;
  } catch (error) {
    const theirs = theirsIn(error);
    if (theirs) patch(ref, { followUps: [theirs], removed: [] });
    throw error;
  } finally {
    readAgain(ref);
  }
}

function verbsOf(ref: string) {
  const undo = async (activityId: string | undefined) => {
    if (activityId === undefined) return say({ title: 'Nothing of yours to undo' });
    await send(ref, api['follow-up'].undo({ activityId }));
    say({ title: 'Undone' });
  };
  /** The newest change of one's own, as the server knows it now: what the screen has read may be older. */
  const undoNewest = async () => {
    await flights.get(ref)?.catch(() => null);
    const { lastChange } = await queryClient.fetchQuery({
      ...queries.followUps(ref),
      staleTime: 0,
    });
    await undo(lastChange?.activityId);
  };
  const done = (title: string, change: FollowUpChange) => (
    say({ title, undo: () => undo(change.activityId) }),
    change
  );
  const remove = async (one: FollowUp) =>
    done(
      `Removed “${one.text}”`,
      await send(ref, api['follow-up'].remove({ id: one.id, version: one.version })),
    );
  return {
    undoLast: () => void undoNewest().catch(sayProblem),
    add: async (given: Omit<AddFollowUp, 'incident'>) =>
      done(
        'Follow-up written down',
        await send(ref, api['follow-up'].add({ ...given, incident: ref })),
      ),
    change: async (given: ChangeFollowUp) =>
      done('Saved', await send(ref, api['follow-up'].change(given))),
    move: async (given: MoveFollowUp) =>
      done(
        `Now ${stateWords[given.to].label.toLowerCase()}`,
        await send(ref, api['follow-up'].move(given)),
      ),
    remove: (one: FollowUp) => void remove(one).catch(sayProblem),
  };
}

export interface OpenFollowUps extends ReturnType<typeof verbsOf> {
  /** Null until they were read. */
  items: readonly FollowUp[] | null;
  error: unknown;
}

/** The follow-ups of an incident as the screen shows them. */
export function useFollowUps(ref: string): OpenFollowUps {
  const { data, error } = useQuery(queries.followUps(ref));
  const verbs = useMemo(() => verbsOf(ref), [ref]);
  return { ...verbs, items: data?.items ?? null, error };
}
