import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { StoriesTabs } from '../stories-tabs.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { gradesText } from '../words.ts';
import { AskCard } from './ask-card.tsx';
import { clickAtStop, focusStop, focusStopRows } from './focus-stops.ts';
import { SharedStory } from './shared-story.tsx';

const route = getRouteApi('/inside/stories/shared');

export function SharedWithMe() {
  const { story } = route.useSearch();
  return story === undefined ? <Invitations /> : <SharedStory key={story} id={story} />;
}

function Invitations() {
  const asks = useQuery(storyQueries.asksOfMe());
  const stories = useInfiniteQuery(storyQueries.stories(''));
  const all = stories.data?.pages.flatMap((page) => page.items) ?? [];
  const [theirs, mine] = [all.filter((one) => !one.isMine), all.filter((one) => one.isMine)];
  const open = asks.data?.items ?? [];
  const group = 'Shared';
  useListCursor({ group, row: 'question or story', ...focusStopRows });
  const atStop = (label: string, keys: string, name: string) => ({
    label,
    keys,
    isDisabled: open.length === 0,
    run: () => clickAtStop(name),
  });
  useActions(group, [
    atStop('Confirm', 'a', 'confirm'),
    atStop('Correct', 'i', 'correct'),
    atStop('Decline', 'delete', 'decline'),
    atStop('Show or hide my name', 'v', 'name'),
  ]);
  const isEmpty =
    asks.data !== undefined && stories.data !== undefined && open.length === 0 && all.length === 0;
  return (
    <>
      <PageHead
        title="Shared"
        lead="Sentences to confirm, stories shared with you, and readers of your own. No one else sees them."
      >
        <StoriesTabs />
      </PageHead>
      <Column>
        <ReadProblem error={asks.error ?? stories.error} />
        {(asks.data === undefined || stories.data === undefined) &&
          !asks.error &&
          !stories.error && <Skeleton />}
        {isEmpty && (
          <EmptyState title="No requests yet">
            Colleagues can ask you to confirm a sentence, or share a story for feedback. You can
            also ask them.
          </EmptyState>
        )}
        {open.length > 0 && (
          <section aria-labelledby="asked" className="mb-8">
            <h2 id="asked" className="mb-2 font-semibold">
              Is this right?
            </h2>
            <ul aria-label="Sentences to confirm" className="grid gap-3 md:grid-cols-2">
              {open.map((ask) => (
                <AskCard key={ask.id} ask={ask} />
              ))}
            </ul>
          </section>
        )}
        <StoryList title="Shared with you" stories={theirs} ofWhom />
        <StoryList title="Your shared stories" stories={mine} />
      </Column>
    </>
  );
}

interface Listed {
  id: string;
  title: string;
  ownerName: string;
  grades: Parameters<typeof gradesText>[0];
}

function StoryList({
  title,
  stories,
  ofWhom = false,
}: {
  title: string;
  stories: readonly Listed[];
  ofWhom?: boolean;
}) {
  if (stories.length === 0) return null;
  return (
    <section className="mb-8">
      <h2 className="mb-2 font-semibold">{title}</h2>
      <ul aria-label={title} className="divide-y divide-line border-y border-line">
        {stories.map((one) => (
          <li key={one.id} className="py-2 text-sm">
            <Link
              {...focusStop}
              tabIndex={0}
              to="/stories/shared"
              search={{ story: one.id }}
              className="font-medium text-ink underline decoration-line-strong underline-offset-2"
            >
              {one.title}
            </Link>
            <span className="block text-xs text-ink-soft">
              {ofWhom && `${one.ownerName} · `}
              {gradesText(one.grades)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
