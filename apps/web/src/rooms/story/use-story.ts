import {
  StoryClaim,
  type AddClaim,
  type ChangeClaim,
  type ChangeStory,
  type Story,
  type StoryChange,
} from '@debrief/contract';
import { api, toProblem } from '../../api.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { showToast, showProblem } from '../../ui/toast.tsx';

type Job = (story: Story) => Promise<StoryChange>;

/**
 * Changes of a story run one after the other, so that each is based on the result of the one
 * before.
 */
const lines = new Map<string, Promise<unknown>>();

function storyRead(id: string): Story | undefined {
  return queryClient.getQueryData<Story>(queries.story(id).queryKey);
}

export function showStory(story: Story): void {
  patchRead<Story>(queries.story(story.id).queryKey, () => story);
  void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
}

/** Runs a change after those before it, with the story as they left it. */
export async function changeInTurn(id: string, job: Job): Promise<StoryChange> {
  const before = lines.get(id) ?? Promise.resolve();
  const mine = before.then(async () => {
    const story = storyRead(id) ?? (await queryClient.ensureQueryData(queries.story(id)));
    const change = await job(story);
    showStory(change.story);
    return change;
  });
  lines.set(
    id,
    mine.catch(() => null),
  );
  return mine;
}

/** The sentence has changed since; null if it was removed. */
export class ConcurrentChangeError extends Error {
  readonly claim: StoryClaim | null;
  constructor(claim: StoryClaim | null) {
    super('This sentence was changed or removed in another window.');
    this.claim = claim;
  }
}

/** Another version of the sentence, if the error contains it; null if it was removed. */
export function findTheirVersion(error: unknown): StoryClaim | null | undefined {
  if (error instanceof ConcurrentChangeError) return error.claim;
  const problem = toProblem(error);
  return problem.code === 'conflict'
    ? (StoryClaim.safeParse(problem.current).data ?? null)
    : undefined;
}

function claimIn(story: Story, claimId: string): StoryClaim {
  const claim = story.claims.find((one) => one.id === claimId);
  if (!claim) throw new ConcurrentChangeError(null);
  return claim;
}

type ClaimPatch = Omit<ChangeClaim, 'id' | 'claimId' | 'version'>;

export function createVerbs(id: string) {
  const undo = async (revisionId: string) => {
    await changeInTurn(id, () => api.story.undo({ id, revisionId }));
    showToast({ title: 'Undone' });
  };
  return {
    add: (given: Omit<AddClaim, 'id'>) =>
      changeInTurn(id, () => api.story.addClaim({ ...given, id })),
    /** `patch` is computed from the current sentence when the change's turn comes. */
    change: (claimId: string, patch: (claim: StoryClaim) => ClaimPatch) =>
      changeInTurn(id, (story) => {
        const claim = claimIn(story, claimId);
        return api.story.changeClaim({ id, claimId, version: claim.version, ...patch(claim) });
      }),
    remove: async (claimId: string) => {
      const { revisionId } = await changeInTurn(id, (story) =>
        api.story.removeClaim({ id, claimId, version: claimIn(story, claimId).version }),
      );
      showToast({ title: 'Sentence removed', undo: () => undo(revisionId) });
    },
    /** Like `change`, for the story's own fields. */
    changeStory: (patch: (story: Story) => Omit<ChangeStory, 'id' | 'version'>) =>
      changeInTurn(id, (story) =>
        api.story.change({ ...patch(story), id, version: story.version }),
      ),
    /** Undoes several changes, the last one first. */
    undoAll: async (revisionIds: readonly string[]) => {
      for (const revisionId of revisionIds.toReversed())
        await changeInTurn(id, () => api.story.undo({ id, revisionId }));
      showToast({ title: 'Undone' });
    },
    undoLast: async () => {
      await lines.get(id);
      const { lastChange } = await queryClient.fetchQuery({ ...queries.story(id), staleTime: 0 });
      if (lastChange) await undo(lastChange.revisionId);
      else showToast({ title: 'Nothing to undo' });
    },
    /** Removes the story; the toast restores it. */
    removeStory: async (story: Story) => {
      const { revisionId } = await api.story.remove({ id, version: story.version });
      void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
      showToast({
        title: `Removed “${story.title}”`,
        undo: async () => showStory((await api.story.undo({ id, revisionId })).story),
      });
    },
  };
}

export type StoryVerbs = ReturnType<typeof createVerbs>;

/** Shows an error if no open field can show it. */
export function reportFailure(doing: Promise<unknown>): void {
  void doing.catch(showProblem);
}
