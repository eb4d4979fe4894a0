import type { Entry } from '@debrief/contract';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { Time } from '../../ui/time.tsx';
import { EntryChips } from './entry-chips.tsx';
import { EntryFacts, EntryMarks } from './entry-facts.tsx';
import { FollowUpLink } from './follow-up-link.tsx';
import type { EntryPlace } from './entry-place.ts';

export function cardId(entryId: string): string {
  return `entry-${entryId}`;
}

interface EntryCardProps {
  entry: Entry;
  place: EntryPlace;
  isCurrent: boolean;
  hasDraft: boolean;
  onFocus: () => void;
  onEdit: () => void;
  /** What stands below, such as the links of a factor. */
  children?: ReactNode;
}

/** One entry of the board, as it is read. */
export function EntryCard({
  entry,
  place,
  isCurrent,
  hasDraft,
  onFocus,
  onEdit,
  children,
}: EntryCardProps) {
  return (
    <article
      id={cardId(entry.id)}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={entry.statement}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus()}
      onClick={(click) =>
        click.target instanceof Element &&
        !click.target.closest('a, button') &&
        click.currentTarget.focus()
      }
      onDoubleClick={onEdit}
      onKeyDown={(key) =>
        key.key === 'Enter' && key.target === key.currentTarget && (key.preventDefault(), onEdit())
      }
      className={cx(
        '@container rounded-md border px-3 py-2',
        isCurrent ? 'border-line-strong bg-wash' : 'border-line bg-sheet',
      )}
    >
      <h4 className="text-sm font-medium wrap-anywhere">
        {entry.statement} <EntryChips citations={entry.citations} place={place} />
      </h4>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        <EntryMarks entry={entry} />
        <Time
          at={entry.at}
          precision={entry.precision === 'exact' ? 'minute' : entry.precision}
          className="text-2xs text-ink-soft"
        />
        {hasDraft && <span className="text-2xs font-medium">your draft is kept</span>}
        {entry.can.change && (entry.type === 'factor' || entry.type === 'decision') && (
          <FollowUpLink
            entry={entry}
            incident={place.incident.ref}
            isQuiet
            tabIndex={isCurrent ? 0 : -1}
          />
        )}
        {entry.can.change && (
          <button
            type="button"
            tabIndex={isCurrent ? 0 : -1}
            onClick={onEdit}
            className={cx(
              'min-h-6 px-1 text-2xs text-ink-soft underline underline-offset-2',
              entry.type !== 'factor' && entry.type !== 'decision' && 'ml-auto',
            )}
          >
            Edit<span className="sr-only">: {entry.statement}</span>
          </button>
        )}
      </p>
      <EntryFacts entry={entry} place={place} />
      {children}
    </article>
  );
}
