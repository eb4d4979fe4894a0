import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { showToast } from '../../../ui/toast.tsx';
import { createVerbs } from '../use-story.ts';

export async function markCompetency(storyId: string, key: string): Promise<void> {
  const verbs = createVerbs(storyId);
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ['stories', 'coverage'] });
  const { title } = await queryClient.fetchQuery({ ...storyQueries.story(storyId), staleTime: 0 });
  const answer = await verbs.changeStory(({ competencies }) => ({
    competencies: [...competencies, key],
  }));
  await readAgain();
  if (!answer) return;
  showToast({
    title: `Tagged “${title}”`,
    undo: async () => {
      await verbs.undoAll([answer.activityId]);
      await readAgain();
    },
  });
}
