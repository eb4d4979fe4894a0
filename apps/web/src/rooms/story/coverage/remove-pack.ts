import type { CompetencyPack } from '@debrief/contract';
import { api } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { showToast } from '../../../ui/toast.tsx';

/** Removes a pack of one's own; the toast puts it back as it was, and `onBack` shows it. */
export async function removePack(
  { id, name, competencies }: CompetencyPack,
  onBack: (id: string) => void,
): Promise<void> {
  const readAgain = () =>
    queryClient.invalidateQueries({ queryKey: queries.storyPacks().queryKey });
  await api.story.removePack({ packId: id });
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
      const back = await api.story.addPack({ yaml, packId: id });
      await readAgain();
      onBack(back.id);
    },
  });
}
