import type { CommentTarget } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { MessageSquare } from 'lucide-react';
import { cx } from '../../ui/cx.ts';
import { useDiscussion } from './comment-context.ts';
import { targetKey } from './threads.ts';

interface CommentButtonProps {
  target: CommentTarget;
  title: string;
  tabIndex?: number;
  /** Shown even without comments. The shortcut finds it in any case. */
  isAlways?: boolean;
}

/** The number of comments on an item; opens its threads. */
export function CommentButton({ target, title, tabIndex, isAlways = false }: CommentButtonProps) {
  const { counts, canAdd, open } = useDiscussion();
  const count = counts.get(targetKey(target)) ?? 0;
  if (count === 0 && !canAdd) return null;
  const isHidden = count === 0 && !isAlways;
  return (
    <button
      type="button"
      data-comment-button=""
      tabIndex={tabIndex}
      hidden={isHidden}
      aria-label={`${count === 0 ? 'Comment on' : `${countText(count, 'comment')} on`} ${title}`}
      title={count === 0 ? 'Comment (B)' : `${countText(count, 'comment')} (B)`}
      onClick={(event) => (event.stopPropagation(), open({ target, title }))}
      className={cx(
        'inline-flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-sm px-1 text-2xs hover:bg-wash-strong hover:text-ink',
        isHidden && 'hidden!',
        count > 0 ? 'font-medium text-ink' : 'text-ink-soft',
      )}
    >
      <MessageSquare size={13} aria-hidden="true" />
      {count > 0 && <span className="tabular">{count}</span>}
    </button>
  );
}
