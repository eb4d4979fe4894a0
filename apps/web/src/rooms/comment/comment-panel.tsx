import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { UnsavedBar } from '../../data/unsaved-bar.tsx';
import type { Discussed } from './comment-context.ts';
import { CommentForm } from './comment-form.tsx';
import type { CommentAsk } from './comment-writes.ts';
import { ThreadList } from './thread-list.tsx';
import { targetKey } from './threads.ts';
import type { useComments } from './use-comments.ts';

interface CommentPanelProps {
  incident: string;
  discussed: Discussed;
  comments: ReturnType<typeof useComments>;
  onClose: () => void;
}

/** The threads about one item, next to the screen that shows it. */
export function CommentPanel({ incident, discussed, comments, onClose }: CommentPanelProps) {
  const { threads, verbs, error, canAdd } = comments;
  const { target, title, quote = '' } = discussed;
  const key = targetKey(target);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const field = box.current?.querySelector<HTMLElement>('textarea') ?? box.current;
    field?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-label={`Comments on ${title}`}
      onKeyDown={(event) =>
        event.key === 'Escape' && !event.defaultPrevented && (event.preventDefault(), onClose())
      }
      className="no-print fixed inset-0 z-30 flex flex-col border-line bg-sheet outline-none sm:left-auto sm:w-96 sm:border-l sm:shadow-float"
    >
      <header className="flex items-start gap-2 border-b border-line px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="text-sm font-semibold">Comments</h2>
          <p className="line-clamp-2 text-xs wrap-anywhere text-ink-soft">{title}</p>
        </div>
        <IconButton small label="Close" icon={<X size={16} />} onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
        <ReadProblem error={error} />
        <UnsavedComments writes={verbs.writes} />
        <ThreadList
          incident={incident}
          threads={(threads ?? []).filter(({ root }) => targetKey(root.target) === key)}
          verbs={verbs}
          canAdd={canAdd}
        />
      </div>
      {canAdd && (
        <footer className="border-t border-line px-4 py-3">
          {quote !== '' && (
            <blockquote className="mb-2 line-clamp-3 border-l-2 border-accent pl-2 font-serif text-sm">
              {quote}
            </blockquote>
          )}
          <CommentForm
            incident={incident}
            place={`comment.${incident}.${key}${quote === '' ? '' : `.${quote.slice(0, 40)}`}`}
            label="New comment"
            submit="Comment"
            onSubmit={(written) => verbs.add(target, quote, written)}
          />
        </footer>
      )}
    </section>
  );
}

const refusals: Record<CommentAsk['verb'], string> = {
  add: 'The comment could not be added',
  reply: 'The reply could not be added',
  edit: 'The comment could not be saved',
  resolve: 'The thread could not be changed',
  remove: 'The comment could not be removed',
};

export function UnsavedComments({
  writes,
}: Pick<ReturnType<typeof useComments>['verbs'], 'writes'>) {
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={(ask) => ('text' in ask ? ask.text : ask.input.text)}
      renderConflict={() => null}
    />
  );
}
