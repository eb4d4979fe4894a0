import type { EvidencePlace } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
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
