import { countText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import { MessageSquare } from 'lucide-react';
import { buttonClass } from '../../ui/button.tsx';
import { useDiscussion } from './comment-context.ts';

/** Links to all threads of an incident, with the number of open comments. */
export function CommentsLink({ incident }: { incident: string }) {
  const { counts } = useDiscussion();
  const count = counts.values().reduce((sum, one) => sum + one, 0);
  return (
    <Link
      to="/incidents/$ref/comments"
      params={{ ref: incident }}
      aria-label={count === 0 ? 'Comments' : countText(count, 'open comment')}
      className={`${buttonClass('quiet', true)} no-underline`}
    >
      <MessageSquare size={14} aria-hidden="true" />
      {count === 0 ? <span className="max-md:hidden">Comments</span> : count}
    </Link>
  );
}
