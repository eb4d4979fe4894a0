import type { Runbook } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Time } from '../../ui/time.tsx';

/** When it was last used, and who last said that it works. */
export function RunbookFacts({ runbook }: { runbook: Runbook }) {
  const { lastUsed, uses, verified } = runbook;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
      <span>
        {lastUsed ? (
          <>
            Last used <Time at={lastUsed.at} /> in{' '}
            <Link
              to="/incidents/$ref/safeguards"
              params={{ ref: lastUsed.incident }}
              className="text-accent underline underline-offset-2 wrap-anywhere"
            >
              {lastUsed.incident} {lastUsed.title}
            </Link>
            {uses > 1 && `, ${uses} times in all`}
          </>
        ) : (
          'Not used yet in an incident that you can see'
        )}
      </span>
      <span>
        {verified ? (
          <>
            Verified by {verified.by}, <Time at={verified.at} />
            {verified.isChanged && (
              <span className="font-medium text-warn-ink"> (changed since)</span>
            )}
          </>
        ) : (
          'Not verified'
        )}
      </span>
    </p>
  );
}
