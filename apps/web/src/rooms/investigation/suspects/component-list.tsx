import type { Suspects } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { leftOutText } from '@debrief/rules/suspects';
import { Link } from '@tanstack/react-router';
import { Chip } from '../../../ui/chip.tsx';
import { Time } from '../../../ui/time.tsx';
import { addToTimeline } from './add-to-timeline.ts';
import { listLinkEntries } from './component-links.ts';
import { componentKey, toJudged, type ComponentSuspect } from './component-suspect.ts';
import { SuspectEntry, type EntryPlace } from './suspect-entry.tsx';

const strengthWords: Record<NonNullable<Suspects['components']>['strength'], string> = {
  strong: 'One component is unusual.',
  moderate: 'No strong suspect.',
  weak: 'No strong suspect.',
  unknown: 'No strong suspect: there is not enough normal time to compare with.',
};

interface ComponentListProps {
  components: NonNullable<Suspects['components']>;
  place: EntryPlace;
}

/** The components whose metrics moved, with every factor. */
export function ComponentList({ components, place }: ComponentListProps) {
  const { symptom, comparedWith, strength, series, suspects } = components;
  const leftOut = leftOutText(components);
  return (
    <section aria-label="Components" className="mt-8">
      <h3 className="text-sm font-semibold">Components</h3>
      <p className="mt-1 mb-2 text-sm text-pretty text-ink-soft">
        {strengthWords[strength]} {countText(series, 'series', 'series')} compared with{' '}
        {comparedWith === 'before' ? 'the three days before' : 'their first points'}.{' '}
        {symptom
          ? `The symptom is seen in ${symptom.metric} of ${symptom.component}.`
          : 'No series that moved has words of the symptom.'}{' '}
        {leftOut}
      </p>
      {suspects.length > 0 && (
        <ol aria-label="Components">
          {suspects.map((suspect, index) => (
            <ComponentRow
              key={componentKey(suspect)}
              number={index + 1}
              suspect={suspect}
              components={components}
              place={place}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function ComponentRow({
  number,
  suspect,
  components,
  place,
}: {
  number: number;
  suspect: ComponentSuspect;
  components: ComponentListProps['components'];
  place: EntryPlace;
}) {
  const { component, metric, factors, onsetAt, evidenceId, verdict } = suspect;
  const judged = toJudged(suspect);
  const links = components.links.filter(({ from }) => from === component);
  return (
    <SuspectEntry
      entryKey={componentKey(suspect)}
      place={place}
      number={number}
      title={
        <Link
          to="/incidents/$ref"
          params={{ ref: place.incident.ref }}
          search={{ item: evidenceId }}
          className="touch text-ink no-underline hover:underline"
        >
          {component} <span className="font-normal text-ink-soft">{metric}</span>
        </Link>
      }
      meta={
        <>
          {onsetAt !== null && (
            <span>
              Moved <Time at={onsetAt} />
            </span>
          )}
          {links.map(({ id, kind, to }) => (
            <Chip key={id}>
              {kind} {to}
            </Chip>
          ))}
        </>
      }
      verdict={verdict}
      factors={factors}
      judged={judged}
      links={place.canLink ? listLinkEntries(place.incident, suspect, components) : []}
      entries={[
        {
          label: 'Add to timeline',
          keys: 'e',
          run: () => addToTimeline(place.incident, judged),
        },
      ]}
    />
  );
}
