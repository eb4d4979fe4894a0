import type { EvidencePlace } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { Time } from './time.tsx';

/** A link to an item of the record, shown by its time. */
export function EvidenceTime({ incident, place }: { incident: string; place: EvidencePlace }) {
  return (
    <Link
      to="/incidents/$ref"
      params={{ ref: incident }}
      search={{ item: place.itemId }}
      className="whitespace-nowrap text-accent underline underline-offset-2"
    >
      <Time at={place.at} />
    </Link>
  );
}

/** Several of them, with spaces between them. */
export function EvidenceTimes(props: { incident: string; places: readonly EvidencePlace[] }) {
  return props.places.map((place) => (
    <Fragment key={place.itemId}>
      <EvidenceTime incident={props.incident} place={place} />{' '}
    </Fragment>
  ));
}
