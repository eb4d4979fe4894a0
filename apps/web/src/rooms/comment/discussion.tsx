import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState, type ReactNode } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { useActions } from '../../ui/keys.ts';
import { useKnown } from '../../ui/known-time.tsx';
import { DiscussionContext, type Discussed, type QuoteFinder } from './comment-context.ts';
import { countOpen } from './threads.ts';
import { useComments } from './use-comments.ts';

const CommentPanel = lazyPart(() => import('./comment-panel.tsx'), 'CommentPanel');

/**
 * Provides comment counts to the screens of an incident, and the panel with the threads of one
 * target.
 */
export function DiscussionProvider({
  incident,
  children,
}: {
  incident: string;
  children: ReactNode;
}) {
  const comments = useComments(incident);
  // People comment afterwards, so a mask hides what they said.
  const isMasked = useKnown().at !== null;
  const threads = isMasked ? null : comments.threads;
  const canAdd = comments.canAdd && !isMasked;
  const [discussed, setDiscussed] = useState<Discussed | null>(null);
  const [quotes, setQuotes] = useState<QuoteFinder | null>(null);
  const counts = useMemo(() => countOpen(threads ?? []), [threads]);
  const discussion = useMemo(
    () => ({ counts, canAdd, open: setDiscussed, quotes, setQuotes }),
    [counts, canAdd, quotes],
  );
  const navigate = useNavigate();
  useActions('This incident', [
    {
      label: 'Comments',
      keys: 'g d',
      also: 'discussion threads mentions',
      run: () => void navigate({ to: '/incidents/$ref/comments', params: { ref: incident } }),
    },
    {
      label: 'Comment on this',
      keys: 'b',
      also: 'discuss thread mention',
      isDisabled: !canAdd,
      run: () => findButton()?.click(),
    },
  ]);
  return (
    <DiscussionContext value={discussion}>
      {children}
      {discussed && !isMasked && (
        <Suspense fallback={null}>
          <CommentPanel
            key={discussed.target.id + (discussed.quote ?? '')}
            incident={incident}
            discussed={discussed}
            comments={comments}
            onClose={() => setDiscussed(null)}
          />
        </Suspense>
      )}
    </DiscussionContext>
  );
}

/** The comment button of the focused row or card, or of the active row of a focused grid. */
function findButton(): HTMLElement | null {
  const focused = document.activeElement;
  const active = focused?.getAttribute('aria-activedescendant');
  const place = active
    ? document.getElementById(active)
    : focused?.closest('[role="row"], article, li, [data-comment-place]');
  return (place ?? document).querySelector<HTMLElement>('[data-comment-button]');
}
