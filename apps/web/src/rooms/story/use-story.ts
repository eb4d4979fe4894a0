import type { AddClaim, ChangeClaim, ChangeStory, Story } from '@debrief/contract';
import { api } from '../../api.ts';
import { applyPatch } from '../../data/changes.ts';
import { queryClient } from '../../data/queries.ts';
import { storyQueries } from '../../data/queries/story.ts';
import { showToast } from '../../ui/toast.tsx';
import { openStory, pickFields, withInput, type ClaimFields } from './story-writes.ts';

const blankFields: ClaimFields = {
  part: 'action',
  text: '',
  citations: [],
  numbers: [],
  meant: [],
};

type ClaimPatch = Omit<ChangeClaim, 'id' | 'claimId' | 'version'>;

export function createVerbs(id: string) {
  const { writes, undoWrite, undoActivity } = openStory(id);
  const { queryKey } = storyQueries.story(id);
  const readStory = () => queryClient.getQueryData<Story>(queryKey);
  /** The sentence with its pending changes. */
  const findClaim = (claimId: string): { fields: ClaimFields; version: number } => {
    const claim = readStory()?.claims.find((one) => one.id === claimId);
    const fields = writes.snapshot().reduce(
      (before, { ask }) => {
        if (ask.verb === 'change' && ask.input.claimId === claimId)
          return applyPatch<ClaimFields>({}, before, ask);
        return !claim && ask.verb === 'add' && ask.input.claimId === claimId
          ? withInput(blankFields, ask.input)
          : before;
      },
      claim ? pickFields(claim) : blankFields,
    );
    return { fields, version: claim?.version ?? 0 };
  };
  const toAsk = (given: Omit<AddClaim, 'id'>) => {
    const claimId = given.claimId ?? crypto.randomUUID();
    return { verb: 'add' as const, input: { ...given, id, claimId } };
  };
  return {
    writes,
    /** Sends a sentence later; a rejected one waits for a person. */
    queueAdd: (given: Omit<AddClaim, 'id'>) => writes.add(toAsk(given)),
    /** Sends text that was typed over other text. If that has changed since, a person decides. */
    queueText(claimId: string, text: string, over: Pick<ClaimFields, 'text' | 'part'>) {
      const { fields, version } = findClaim(claimId);
      const input = { id, claimId, version: fields.text === over.text ? version : 0, text };
      const base = { ...fields, ...over };
      return writes.add({ verb: 'change', input, base, guess: { ...base, text } });
    },
    /** Fails with the server's error; null while the change waits for the connection. */
    add: (given: Omit<AddClaim, 'id'>) => writes.attend(toAsk(given)),
    /** `patch` is computed from the sentence with its pending changes. */
    async change(claimId: string, patch: (claim: ClaimFields) => ClaimPatch) {
      const { fields: base, version } = findClaim(claimId);
      const input = { ...patch(base), id, claimId, version };
      return writes.attend({ verb: 'change', input, base, guess: withInput(base, input) });
    },
    remove(claimId: string, text: string) {
      const { version } = findClaim(claimId);
      const key = writes.add({ verb: 'remove', input: { id, claimId, version }, text });
      showToast({ title: 'Sentence removed', undo: () => undoWrite(key) });
    },
    /** Like `change`, for the story's own fields. */
    async changeStory(patch: (story: Story) => Omit<ChangeStory, 'id' | 'version'>) {
      const story = readStory() ?? (await queryClient.ensureQueryData(storyQueries.story(id)));
      const input = { ...patch(story), id, version: story.version };
      return writes.attend({ verb: 'describe', input });
    },
    /** Undoes several changes, the last one first. */
    undoAll: async (revisionIds: readonly string[]) => {
      for (const revisionId of revisionIds.toReversed()) await undoActivity(revisionId);
      showToast({ title: 'Undone' });
    },
    undoLast: () => undoWrite(),
    /** Removes the story; the toast restores it. */
    removeStory: async (story: Story) => {
      const { revisionId } = await api.story.remove({ id, version: story.version });
      void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
      showToast({
        title: `Removed “${story.title}”`,
        undo: () => undoActivity(revisionId),
      });
    },
  };
}

export type StoryVerbs = ReturnType<typeof createVerbs>;
