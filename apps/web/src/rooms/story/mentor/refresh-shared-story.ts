import type { Story } from '@debrief/contract';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';

export function refreshSharedStory(story: Story): void {
  queryClient.setQueryData(storyQueries.story(story.id).queryKey, story);
}
