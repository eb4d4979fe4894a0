import type { CoverageGap } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { buttonClass } from '../../../ui/button.tsx';
import { groupFillers, type Filler } from './fillers.ts';

export function Gaps({ gaps }: { gaps: readonly CoverageGap[] }) {
  const { general, own } = groupFillers(gaps);
  return (
    <section aria-labelledby="gaps" className="max-w-[75ch]">
      <h2 id="gaps" className="mb-2 font-semibold">
        Gaps
      </h2>
      {gaps.length === 0 && (
        <p className="text-sm text-ink-soft">None: every competency has stories.</p>
      )}
      <ul className="divide-y divide-line border-y border-line empty:border-0">
        {gaps.map((gap) => (
          <li key={gap.key} className="py-2.5 text-sm">
            <p className="font-medium wrap-anywhere">{gap.name}</p>
            <p className="text-ink-soft">{gap.missing.join(' ')}</p>
            <Fillers label={`Incidents for ${gap.name}`} fillers={own.get(gap.key) ?? []} />
          </li>
        ))}
      </ul>
      {general.length > 0 && (
        <div className="mt-5 text-sm">
          <h3 className="font-medium">For any of them</h3>
          <Fillers label="Incidents for any of them" fillers={general} />
        </div>
      )}
    </section>
  );
}

function Fillers({ label, fillers }: { label: string; fillers: readonly Filler[] }) {
  if (fillers.length === 0) return null;
  return (
    <ul aria-label={label} className="mt-1">
      {fillers.map((one) => (
        <li key={one.id} className="flex flex-wrap items-baseline gap-x-3 py-1">
          <span className="min-w-0 flex-1 basis-60 wrap-anywhere">
            <Link
              to="/incidents/$ref"
              params={{ ref: one.ref }}
              className="text-accent underline underline-offset-2"
            >
              {one.ref} {one.title}
            </Link>{' '}
            <span className="text-ink-soft">{one.reason}</span>
          </span>
          <Link
            to="/stories"
            search={{ begin: one.ref }}
            aria-label={`Start the story of ${one.ref}`}
            className={buttonClass('plain', true)}
          >
            Start story
          </Link>
        </li>
      ))}
    </ul>
  );
}
