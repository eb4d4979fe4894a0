import type { InvolvementPlace } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface PlaceLinkProps {
  incident: string;
  place: Pick<InvolvementPlace, 'itemId'>;
  /** Without the look of a link, for text that is a link as a block. */
  isPlain?: boolean;
  children: ReactNode;
}

/** A link to an item of the record. */
export function PlaceLink({ incident, place, isPlain = false, children }: PlaceLinkProps) {
  return (
    <Link
      to="/incidents/$ref"
      params={{ ref: incident }}
      search={{ item: place.itemId }}
      className={isPlain ? 'hover:text-accent' : 'text-accent underline underline-offset-2'}
    >
      {children}
    </Link>
  );
}
