import type { StorySummary } from '@debrief/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { ShowMore } from '../../../ui/show-more.tsx';
import { useActions } from '../../../ui/keys.ts';
import { focusField } from '../../../ui/focus-field.ts';
import { linkRows, useListCursor } from '../../../ui/use-list-cursor.ts';
import { SearchField } from '../../../ui/search-field.tsx';
import { StoriesTabs } from '../stories-tabs.tsx';
import { FirstStory } from './first-story.tsx';
import { NewStory } from './new-story.tsx';
import { RemovedStories } from './removed-stories.tsx';
import { StoryRow } from './story-row.tsx';
import { QueryState } from '../../../ui/query-state.tsx';

const route = getRouteApi('/inside/stories');

/**
 * The user's stories, and ways to start a new one. No one else sees this list, whatever their role.
 */
export function Stories() {
  const { text = '', begin, show } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(storyQueries.stories(text));
  const rows = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const stories = list.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (how: string) =>
    void navigate({ search: (before) => ({ ...before, begin: how }), replace: true });
  const close = () => void navigate({ search: text === '' ? {} : { text }, replace: true });
  const group = 'My stories';
  useListCursor({ group, row: 'story', ...linkRows(rows) });
  useActions(group, [
    { label: 'Search my stories', keys: '/', run: () => focusField(field.current) },
    { label: 'New story', keys: 'n', also: 'star write start', run: () => open('incident') },
    {
      label: 'New story from scratch',
      also: 'old incident without a record',
      run: () => open('nothing'),
    },
    {
      label: 'Removed stories',
      also: 'deleted restore bring back erase',
      run: () => void navigate({ search: { show: 'removed' } }),
    },
    { label: 'Paste a story', keys: 'shift+i', also: 'import text', run: () => open('paste') },
  ]);
  const isEmpty = list.data !== undefined && stories.length === 0;
  const [mine, invited] = [
    stories.filter((one) => one.isMine),
    stories.filter((one) => !one.isMine),
  ];
  const shown = (
    <>
      {(!isEmpty || text !== '') && (
        <div className="mb-4 flex">
          <SearchField
            ref={field}
            label="Search my stories"
            value={text}
            onSearch={(next) =>
              void navigate({ search: next === '' ? {} : { text: next }, replace: true })
            }
          />
        </div>
      )}
      <QueryState of={list} lines={5} />
      {isEmpty && text !== '' && (
        <p className="py-8 text-ink-soft">
          No matches. Debrief searches titles and sentences, in any script.
        </p>
      )}
      {isEmpty && text === '' && <FirstStory onBegin={open} />}
      <div ref={rows}>
        {mine.length > 0 && <Rows label="My stories" stories={mine} />}
        {invited.length > 0 && (
          <>
            <h2 className="mt-8 mb-2 text-sm font-semibold">Shared with me</h2>
            <Rows label="Stories shared with me" stories={invited} />
          </>
        )}
      </div>
      <ShowMore list={list} />
      {list.data !== undefined && text === '' && (
        <p className="mt-8 text-sm">
          <Link
            to="/stories"
            search={{ show: 'removed' }}
            className="touch text-ink-soft underline underline-offset-2 hover:text-ink"
          >
            Removed stories
          </Link>
        </p>
      )}
    </>
  );
  return (
    <>
      <PageHead
        title="Stories"
        lead="Your own stories about incidents, with evidence for each sentence. Private to you unless you share one."
        actions={
          <Button
            look="primary"
            keys="n"
            icon={<Plus size={15} />}
            onClick={() => open('incident')}
          >
            New story
          </Button>
        }
      >
        <StoriesTabs />
      </PageHead>
      <Column>{show === 'removed' ? <Removed /> : shown}</Column>
      {begin !== undefined && <NewStory how={begin} onClose={close} />}
    </>
  );
}

function Removed() {
  return (
    <>
      <p className="mb-4 flex flex-wrap items-baseline gap-x-4">
        <span className="text-sm font-semibold">Removed stories</span>
        <Link
          to="/stories"
          className="touch text-sm text-ink-soft underline underline-offset-2 hover:text-ink"
        >
          Back to my stories
        </Link>
      </p>
      <RemovedStories />
    </>
  );
}

function Rows({ label, stories }: { label: string; stories: readonly StorySummary[] }) {
  return (
    <ul aria-label={label} className="border-t border-line">
      {stories.map((story) => (
        <StoryRow key={story.id} story={story} />
      ))}
    </ul>
  );
}
