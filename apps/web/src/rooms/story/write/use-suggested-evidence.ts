import type { EvidenceSuggestion, MyPerson, Story, SuggestedEvidence } from '@debrief/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import type { Own } from './use-checks.ts';

export interface OpenSuggestedEvidence {
  /**
   * The first page, with the checklist and the durations; null until it is read, or without an
   * incident.
   */
  first: SuggestedEvidence | null;
  items: readonly EvidenceSuggestion[];
  me: readonly MyPerson[];
  own: Own;
  error: unknown;
  more: (() => void) | null;
  isMe: (personId: string, is: boolean) => Promise<void>;
}

export function useSuggestedEvidence(story: Story): OpenSuggestedEvidence {
  const ref = story.incident?.ref ?? '';
  const read = useInfiniteQuery({ ...storyQueries.suggestedEvidence(ref), enabled: ref !== '' });
  const pages = read.data?.pages;
  const items = useMemo(
    () =>
      pages
        ?.flatMap((page) => page.items)
        .toSorted((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1)) ?? [],
    [pages],
  );
  const first = pages?.[0] ?? null;
  const { hasNextPage } = read;
  const own = useMemo(
    (): Own => ({
      me: first?.me.map((one) => one.personId) ?? [],
      mine:
        first === null || hasNextPage || first.me.length === 0
          ? null
          : new Set(items.map((one) => `${one.target}:${one.targetId}`)),
    }),
    [first, hasNextPage, items],
  );
  return {
    first,
    items,
    me: first?.me ?? [],
    own,
    error: read.error,
    more: hasNextPage ? () => void read.fetchNextPage() : null,
    isMe: async (personId, is) => {
      await (is ? api.story.setMe({ personId }) : api.story.unsetMe({ personId }));
      await queryClient.invalidateQueries({ queryKey: ['stories', 'suggested-evidence'] });
    },
  };
}
