import type { Finding } from '@debrief/contract';
import type { ReactNode } from 'react';
import { buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Time } from '../../ui/time.tsx';
import { CommentButton } from '../comment/index.ts';
import { FindingChips } from './finding-chips.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { FindingMarks } from './finding-marks.tsx';
import { FollowUpLink } from './follow-up-link.tsx';
import type { FindingPlace } from './finding-place.ts';

export function cardId(findingId: string): string {
  return `finding-${findingId}`;
}

interface FindingCardProps {
  finding: Finding;
  place: FindingPlace;
  isCurrent: boolean;
  hasDraft: boolean;
  onFocus: () => void;
  onEdit: () => void;
  children?: ReactNode;
}

export function FindingCard({
  finding,
  place,
  isCurrent,
  hasDraft,
  onFocus,
  onEdit,
  children,
}: FindingCardProps) {
  return (
    <article
      id={cardId(finding.id)}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={finding.statement}
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
        {finding.statement} <FindingChips citations={finding.citations} place={place} />
      </h4>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-1">
        <FindingMarks finding={finding} />
        <Time
          at={finding.at}
          precision={finding.precision === 'exact' ? 'minute' : finding.precision}
          className="text-2xs text-ink-soft"
        />
        {hasDraft && <span className="text-2xs font-medium">your draft is kept</span>}
        <CommentButton
          target={{ kind: 'finding', id: finding.id }}
          title={finding.statement}
          tabIndex={isCurrent ? 0 : -1}
          isAlways
        />
        {finding.can.change && (finding.type === 'factor' || finding.type === 'decision') && (
          <FollowUpLink
            finding={finding}
            incident={place.incident.ref}
            isQuiet
            tabIndex={isCurrent ? 0 : -1}
          />
        )}
        {finding.can.change && (
          <button
            type="button"
            tabIndex={isCurrent ? 0 : -1}
            onClick={onEdit}
            className={cx(
              buttonClass('quiet', true),
              finding.type !== 'factor' && finding.type !== 'decision' && 'ml-auto',
            )}
          >
            Edit<span className="sr-only">: {finding.statement}</span>
          </button>
        )}
      </p>
      <FindingFacts finding={finding} place={place} />
      {children}
    </article>
  );
}
