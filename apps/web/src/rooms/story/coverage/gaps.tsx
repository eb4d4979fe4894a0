import type { CoverageGap } from '@debrief/contract';
import { Link } from '@tanstack/react-router';

/** What is missing, and the incidents that I took part in that could fill it. */
export function Gaps({ gaps }: { gaps: readonly CoverageGap[] }) {
  return (
    <section aria-labelledby="gaps" className="max-w-[75ch]">
      <h2 id="gaps" className="mb-2 font-semibold">
        What is missing
      </h2>
      {gaps.length === 0 && <p className="text-sm text-ink-soft">Nothing: each competency has its stories.</p>}
      <ul className="divide-y divide-line border-y border-line empty:border-0">
        {gaps.map((gap) => (
          <li key={gap.key} className="py-2.5 text-sm">
            <p className="font-medium">{gap.name}</p>
            <p className="text-ink-soft">{gap.missing.join(' ')}</p>
            {gap.incidents.length > 0 && (
              <ul aria-label={`Incidents for ${gap.name}`} className="mt-1 space-y-0.5">
                {gap.incidents.map((one) => (
                  <li key={one.id}>
                    <Link to="/incidents/$ref" params={{ ref: one.ref }} className="text-accent underline underline-offset-2">
                      {one.ref} {one.title}
                    </Link>{' '}
                    <span className="text-xs text-ink-soft">{one.reason}</span>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
