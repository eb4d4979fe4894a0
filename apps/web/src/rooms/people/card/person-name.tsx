import type { ReactNode } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { LazyFloat } from '../../../ui/lazy-float.tsx';
import { cx } from '../../../ui/cx.ts';

const load = () => import('./person-card.tsx');
const PersonCardPopup = lazyPart(load, 'PersonCardPopup');

interface PersonNameProps {
  /** In place of the name. */
  children?: ReactNode;
  personId: string;
  name: string;
  className?: string;
  /** In a list whose rows are walked with the arrow keys. */
  isInRow?: boolean;
}

/** A name that opens the card of the person in this incident. Its code is loaded when it is opened. */
export function PersonName({
  personId,
  name,
  className,
  isInRow = false,
  children,
}: PersonNameProps) {
  const trigger = (
    <button
      type="button"
      data-person={personId}
      title={`Show ${name} in this incident`}
      {...(isInRow && { tabIndex: -1 })}
      {...(children !== undefined && { 'aria-label': `Show ${name}` })}
      className={cx(
        'max-w-full truncate rounded-sm text-left font-[inherit] hover:text-accent',
        className,
      )}
    >
      {children ?? name}
    </button>
  );
  return (
    // The row or the lane around it isn't selected by this click.
    <span className="inline-flex max-w-full min-w-0" onClick={(event) => event.stopPropagation()}>
      <LazyFloat trigger={trigger} has="dialog" load={load}>
        <PersonCardPopup trigger={trigger} personId={personId} name={name} />
      </LazyFloat>
    </span>
  );
}
