import type { Story } from '@debrief/contract';
import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { queries } from '../../../queries.ts';

/** My own stories with their sentences, the last changed first. */
export function useMyStories(): { stories: Story[]; error: unknown } {
  const list = useInfiniteQuery(queries.stories(''));
  const mine = list.data?.pages.flatMap((page) => page.items).filter((one) => one.isMine) ?? [];
  const each = useQueries({ queries: mine.map((one) => queries.story(one.id)) });
  return { stories: each.flatMap((one) => one.data ?? []), error: list.error ?? each.find((one) => one.error)?.error ?? null };
}
