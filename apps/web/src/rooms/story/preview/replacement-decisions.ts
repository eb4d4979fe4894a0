import type {
  ShareableStory,
  ReplacementDecision,
  StoryForm,
  StoryReplacement,
} from '@debrief/contract';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showProblem } from '../../../ui/toast.tsx';

/** What is decided about: a name of a kind, wherever it stands. */
export type ReplacementTarget = Pick<StoryReplacement, 'kind' | 'text'>;
export const toKey = ({ kind, text }: ReplacementTarget) => `${kind} ${text}`;

/** Decisions that are on their way. What the server has is read again behind the last of them: before, it would take back what is shown. */
let underway = 0;
let last: Promise<void> = Promise.resolve();

/** Shown at once, saved behind, one after the other; what the text becomes the server says. */
export async function decideAll(
  { id, form }: { id: string; form: StoryForm },
  replaced: readonly ReplacementTarget[],
  decision: ReplacementDecision,
  replacement?: string,
): Promise<void> {
  const { queryKey } = queries.shareableStory(id, form);
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
