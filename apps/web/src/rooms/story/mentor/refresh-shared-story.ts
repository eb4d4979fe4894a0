import type { Story } from '@debrief/contract';
import { queries, queryClient } from '../../../data/queries.ts';

export function refreshSharedStory(story: Story): void {
  queryClient.setQueryData(queries.story(story.id).queryKey, story);
}
