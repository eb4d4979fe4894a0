import type { CompetencyFramework } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showToast } from '../../../ui/toast.tsx';

/** Removes a framework of one's own; the toast puts it back as it was, and `onBack` shows it. */
export async function removeFramework(
  { id, name, competencies }: CompetencyFramework,
  onBack: (id: string) => void,
): Promise<void> {
  const readAgain = () =>
    queryClient.invalidateQueries({ queryKey: queries.storyFrameworks().queryKey });
  await api.story.removeFramework({ frameworkId: id });
  await readAgain();
  showToast({
    title: `Removed the framework “${name}”`,
    detail: 'Stories keep their competencies.',
    undo: async () => {
      // What is JSON is YAML too, and the names give the competencies the keys that stories know.
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
