import type { FollowUp } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import { nowMs } from '../../clock.ts';
import { Chip } from '../../ui/chip.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { ageText, intentWords, stateWords } from './words.ts';

/** A row in the reader's own list of follow-ups. */
export function FollowUpLine({ followUp }: { followUp: FollowUp }) {
  const zone = useShownZone();
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-line py-2 hover:bg-wash">
      <span
        className={`tabular w-36 text-xs whitespace-nowrap ${followUp.isOverdue ? 'font-medium text-danger' : 'text-ink-soft'}`}
      >
        {followUp.dueOn === null
          ? 'no day'
          : `${followUp.isOverdue ? 'overdue ' : ''}${dayText(followUp.dueOn)}`}
      </span>
      <span className="min-w-0 flex-1 basis-80">
        <Link
          to="/incidents/$ref/follow-ups"
          params={{ ref: followUp.incidentRef }}
          search={{ item: followUp.id }}
          data-row=""
          className="font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {followUp.text}
        </Link>
        <span className="block truncate text-xs text-ink-soft">
          {followUp.incidentRef} {followUp.incidentTitle}
        </span>
      </span>
      <span className="flex flex-wrap items-baseline gap-x-2.5 text-xs text-ink-soft">
        <span>{intentWords[followUp.intent].label}</span>
        <Chip tone={stateWords[followUp.state].tone}>{stateWords[followUp.state].label}</Chip>
        <span className="tabular">{ageText(followUp, { nowMs: nowMs(), zone })}</span>
      </span>
    </li>
  );
}
