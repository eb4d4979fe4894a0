import type { Incident, Suspects } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { Link } from '@tanstack/react-router';
import { Time } from '../../../ui/time.tsx';
import { Factors } from './factors.tsx';

const strengthWords: Record<NonNullable<Suspects['components']>['strength'], string> = {
  strong: 'One component is unusual.',
  moderate: 'No strong suspect.',
  weak: 'No strong suspect.',
  unknown: 'No strong suspect: there is not enough normal time to compare with.',
};

/** The components whose metrics moved, with every factor. */
export function ComponentList({
  incident,
  components,
}: {
  incident: Incident;
  components: NonNullable<Suspects['components']>;
}) {
  const { symptom, comparedWith, strength, series, suspects, isLimited } = components;
  return (
    <section aria-label="Components" className="mt-6">
      <h3 className="text-sm font-semibold">Components</h3>
      <p className="mt-1 mb-2 text-sm text-pretty text-ink-soft">
        {strengthWords[strength]} {countText(series, 'series', 'series')} compared with{' '}
        {comparedWith === 'before' ? 'the three days before' : 'their first points'}
        {isLimited && ', the newest measurements'}.{' '}
        {symptom
          ? `The symptom is seen in ${symptom.metric} of ${symptom.component}.`
          : 'No series has words of the symptom.'}
      </p>
      <ol>
        {suspects.map(({ component, metric, factors, onsetAt, evidenceId }, index) => (
          <li
            key={`${component} ${metric}`}
            className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 border-b border-line px-1 py-2.5 text-sm"
          >
            <span className="tabular text-right text-ink-soft">{index + 1}</span>
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">
                {component} <span className="font-normal text-ink-soft">{metric}</span>
              </p>
              {onsetAt !== null && (
                <p className="mt-0.5 text-xs text-ink-soft">
                  {evidenceId === null ? (
                    <Time at={onsetAt} />
                  ) : (
                    <Link
                      to="/incidents/$ref"
                      params={{ ref: incident.ref }}
                      search={{ item: evidenceId }}
                    >
                      Moved <Time at={onsetAt} />
                    </Link>
                  )}
                </p>
              )}
              <Factors factors={factors} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
