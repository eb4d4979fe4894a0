import type { CompetencyFramework } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { showToast } from '../../../ui/toast.tsx';

/** Removes one of the user's own frameworks; the toast restores it, and `onBack` shows it. */
export async function removeFramework(
  { id, name, competencies }: CompetencyFramework,
  onBack: (id: string) => void,
): Promise<void> {
  const readAgain = () =>
    queryClient.invalidateQueries({ queryKey: storyQueries.storyFrameworks().queryKey });
  await api.story.removeFramework({ frameworkId: id });
  await readAgain();
  showToast({
    title: `Removed the framework “${name}”`,
    detail: 'Stories keep their competencies.',
    undo: async () => {
      // JSON is also YAML, and the names give the competencies the same keys that stories use.
      const yaml = JSON.stringify({
        name,
        competencies: competencies.map(({ name, hint, signs }) => ({ name, hint, signs })),
      });
      const back = await api.story.addFramework({ yaml, frameworkId: id });
      await readAgain();
      onBack(back.id);
    },
  });
}
