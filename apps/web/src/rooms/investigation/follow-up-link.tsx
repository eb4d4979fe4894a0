import type { Finding } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';

interface FollowUpLinkProps {
  finding: Finding;
  incident: string;
  isQuiet?: boolean;
  tabIndex?: number;
}

export function FollowUpLink({
  finding,
  incident,
  isQuiet = false,
  tabIndex = 0,
}: FollowUpLinkProps) {
  return (
    <Link
      to="/incidents/$ref/follow-ups"
      params={{ ref: incident }}
      search={{ edit: 'new', origin: finding.id }}
      tabIndex={tabIndex}
      className={cx(
        'underline underline-offset-2',
        isQuiet ? 'ml-auto min-h-6 px-1 text-2xs leading-6 text-ink-soft' : 'text-sm text-accent',
      )}
    >
      Add a follow-up<span className="sr-only"> to: {finding.statement}</span>
    </Link>
  );
}
