import type { ChangeSuspect } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Chip } from '../../../ui/chip.tsx';
import { Time } from '../../../ui/time.tsx';
import { addToTimeline } from './add-to-timeline.ts';
import { SuspectEntry, type EntryPlace } from './suspect-entry.tsx';
import { kindWords } from './words.ts';

interface SuspectRowProps {
  entryKey: string;
  number: number;
  suspect: ChangeSuspect;
  place: EntryPlace;
}

/** A change. */
export function SuspectRow({ entryKey, number, suspect, place }: SuspectRowProps) {
  const { title, at, precision, zoneOffset, kind, services, verdict, isInSources } = suspect;
  const params = { ref: place.incident.ref };
  return (
    <SuspectEntry
      entryKey={entryKey}
      place={place}
      number={number}
      title={
        isInSources ? (
          <Link
            to="/incidents/$ref"
            params={params}
            search={{ item: suspect.itemId }}
            className="touch text-ink no-underline hover:underline"
          >
            {title}
          </Link>
        ) : (
          title
        )
      }
      meta={
        <>
          <Time at={at} precision={precision} zoneOffset={zoneOffset} />
          <span className="wrap-anywhere">{services.join(', ')}</span>
          <Chip>{kindWords[kind]}</Chip>
          {!isInSources && (
            <Link to="/incidents/$ref/sources" params={params} className="touch">
              Not in the sources. Include its stream to cite it
            </Link>
          )}
        </>
      }
      verdict={verdict}
      factors={suspect.factors}
      isProduct
      judged={isInSources ? { title, evidenceId: suspect.evidenceId } : null}
      entries={[
        {
          label: 'Add to timeline',
          keys: 'e',
          run: () => addToTimeline(place.incident, suspect),
        },
      ]}
    />
  );
}
