import type {
  ShareableStory,
  ReplacementDecision,
  StoryForm,
  StoryReplacement,
} from '@debrief/contract';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { showProblem } from '../../../ui/toast.tsx';

/** What a decision is about: a name of a kind, wherever it occurs. */
export type ReplacementTarget = Pick<StoryReplacement, 'kind' | 'text'>;
export const toKey = ({ kind, text }: ReplacementTarget) => `${kind} ${text}`;

/**
 * Pending decisions. The server's state is read again after the last one; earlier it would revert
 * what is shown.
 */
let underway = 0;
let last: Promise<void> = Promise.resolve();

/**
 * Shown at once and saved in the background, one after the other; the server returns the resulting
 * text.
 */
export async function decideAll(
  { id, form }: { id: string; form: StoryForm },
  replaced: readonly ReplacementTarget[],
  decision: ReplacementDecision,
  replacement?: string,
): Promise<void> {
  const { queryKey } = storyQueries.shareableStory(id, form);
  underway += 1;
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData<ShareableStory>(
    queryKey,
    (before) =>
      before && applyDecision(before, new Set(replaced.map(toKey)), decision, replacement),
  );
  last = last.then(async () => {
    try {
      for (const { kind, text } of replaced)
        await api.story.decideReplacement({
          id,
          kind,
          text,
          decision,
          ...(replacement ? { replacement } : {}),
        });
    } catch (error) {
      showProblem(error);
    }
    underway -= 1;
    if (underway === 0)
      void queryClient.invalidateQueries({ queryKey: ['stories', 'shareable', id] });
  });
  await last;
}

function applyDecision(
  before: ShareableStory,
  keys: ReadonlySet<string>,
  decision: ReplacementDecision,
  replacement?: string,
): ShareableStory {
  const replacements = before.replacements.map((one) =>
    keys.has(toKey(one)) ? { ...one, decision, ...(replacement ? { replacement } : {}) } : one,
  );
  return {
    ...before,
    replacements,
    undecided: replacements.filter((one) => one.decision === 'undecided').length,
    text: null,
  };
}
