import type { Finding } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../ui/button.tsx';
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
      className={cx(buttonClass('quiet', true), 'no-underline', isQuiet && 'ml-auto')}
    >
      Add follow-up<span className="sr-only"> to: {finding.statement}</span>
    </Link>
  );
}
