import type { Story } from '@debrief/contract';
import { queries, queryClient } from '../../../data/queries.ts';

/** Shows the story as the server has it after a change. */
export function refreshSharedStory(story: Story): void {
  queryClient.setQueryData(queries.story(story.id).queryKey, story);
}
