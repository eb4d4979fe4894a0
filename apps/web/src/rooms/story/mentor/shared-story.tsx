import { storyParts } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { useActions } from '../../../ui/keys.ts';
import { useListCursor } from '../../../ui/use-list-cursor.ts';
import { ProblemPage } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { partWords } from '../words.ts';
import { ClaimView } from './claim-view.tsx';
import { Comments } from './comments.tsx';
import { Dimensions, goDimension, openReason } from './dimensions.tsx';
import { Mentors } from './mentors.tsx';
import { clickAtStop, focusStop, focusStopRows } from './focus-stops.ts';

export function SharedStory({ id }: { id: string }) {
  const { data: story, error } = useQuery({ ...storyQueries.story(id), staleTime: 0 });
  const navigate = useNavigate();
  const group = 'Shared';
  const [isMine, isRead] = [story?.isMine === true, story !== undefined];
  useListCursor({ group, row: 'sentence', ...focusStopRows });
  useActions(group, [
    {
      label: 'Comment on this sentence',
      keys: 'b',
      isDisabled: !isRead,
      run: () => clickAtStop('comment'),
    },
    {
      label: 'Edit my comment on it',
      keys: 'shift+e',
      isDisabled: !isRead,
      run: () => clickAtStop('change-comment'),
    },
    {
      label: 'Ask a peer to confirm',
      keys: 'q',
      isDisabled: !isMine,
      run: () => clickAtStop('ask'),
    },
    {
      label: 'Share with someone',
      keys: 'shift+a',
      isDisabled: !isMine,
      run: () => document.querySelector<HTMLElement>('#mentors-form select')?.focus(),
    },
    { label: 'Next feedback dimension', keys: ']', isDisabled: isMine, run: () => goDimension(1) },
    {
      label: 'Previous feedback dimension',
      keys: '[',
      isDisabled: isMine,
      run: () => goDimension(-1),
    },
    {
      label: 'Write a reason for the focused dimension',
      keys: 'i',
      isDisabled: isMine,
      run: openReason,
    },
    {
      label: 'Back to shared stories',
      keys: 'g b',
      run: () => void navigate({ to: '/stories/shared' }),
    },
  ]);
  if (!story) return error ? <ProblemPage error={error} /> : <Skeleton />;
  return (
    <>
      <PageHead
        isWide
        title={story.title}
        before={
          <p className="text-sm text-ink-soft">
            <Link to="/stories/shared" className="touch">
              Shared
            </Link>
          </p>
        }
        lead={
          story.isMine
            ? 'Your story. Only people you share it with can read it.'
            : `By ${story.ownerName}${story.isExample ? ', an example for everyone' : ', shared with you'}. You only see evidence that you have access to.`
        }
      />
      <Column isWide>
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,65ch)_minmax(18rem,1fr)]">
          <article aria-label="Story">
            {storyParts.map((part) => {
              const claims = story.claims.filter((claim) => claim.part === part);
              if (claims.length === 0) return null;
              return (
                <section key={part} className="mb-6">
                  <h2 className="text-sm font-semibold text-ink-soft">{partWords[part].label}</h2>
                  {claims.map((claim) => (
                    <ClaimView key={claim.id} story={story} claim={claim} />
                  ))}
                </section>
              );
            })}
            <section
              aria-label="Comments on the story"
              {...focusStop}
              className="rounded-sm px-2 py-1 -outline-offset-2"
            >
              <h2 className="mb-1 text-sm font-semibold text-ink-soft">Comments on the story</h2>
              <Comments story={story} claimId={null} />
            </section>
          </article>
          <aside className="space-y-8">
            {story.isMine && <Mentors story={story} />}
            <Dimensions story={story} />
          </aside>
        </div>
      </Column>
    </>
  );
}
