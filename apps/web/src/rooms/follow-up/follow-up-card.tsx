import { followUpFields, type FollowUp, type RunbookRun, type Safeguard } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { nowMs } from '../../clock.ts';
import { RowCheckbox } from '../../ui/row-checkbox.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CitationChip } from '../../ui/citation-chip.tsx';
import { buttonClass } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { FindingShape } from '../../ui/finding-shape.tsx';
import { stateLooks } from '../safeguard/words.ts';
import { RolloutChip } from '../runbook/rollout-chip.tsx';
import { CommentButton } from '../comment/index.ts';
import { IssueButton, IssueLine } from '../tracker/index.ts';
import type { RowSelection } from '../../ui/use-row-selection.ts';
import { Asks } from './asks.tsx';
import { CameBack } from './came-back.tsx';
import { Questions } from './questions.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { ageText, intentWords, ownerText } from './words.ts';

export function followUpCardId(id: string): string {
  return `follow-up-${id}`;
}

interface FollowUpCardProps {
  followUp: FollowUp;
  incident: string;
  isPrivate: boolean;
  /** Those that come from it. */
  safeguards: readonly Safeguard[];
  rollouts: readonly RunbookRun[];
  isCurrent: boolean;
  hasDraft: boolean;
  selection: RowSelection | null;
  onFocus: () => void;
  onEdit: () => void;
  onChangeStatus: () => void;
  onRollout: () => void;
  onMeant: (rule: string) => void;
}

export function FollowUpCard({
  followUp,
  incident,
  isPrivate,
  safeguards,
  rollouts,
  isCurrent,
  hasDraft,
  selection,
  onFocus,
  onEdit,
  onChangeStatus,
  onRollout,
  onMeant,
}: FollowUpCardProps) {
  const tab = isCurrent ? 0 : -1;
  const zone = useShownZone();
  return (
    <article
      id={followUpCardId(followUp.id)}
      data-row-id={followUp.id}
      tabIndex={tab}
      aria-label={followUp.text}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus()}
      onClick={(click) =>
        click.target instanceof Element &&
        !click.target.closest('a, button, input') &&
        click.currentTarget.focus()
      }
      onDoubleClick={onEdit}
      onKeyDown={(key) =>
        key.key === 'Enter' && key.target === key.currentTarget && (key.preventDefault(), onEdit())
      }
      className={cx(
        'rounded-md border px-3 py-2',
        isCurrent ? 'border-line-strong bg-wash' : 'border-line bg-sheet',
      )}
    >
      <div className="flex flex-wrap items-start gap-x-2">
        {selection && (
          <RowCheckbox
            tabIndex={tab}
            aria-label={`Select: ${followUp.text}`}
            checked={selection.has(followUp.id)}
            onClick={(event) => selection.press(followUp.id, event)}
            onChange={() => undefined}
            className="mt-0.5 size-4"
          />
        )}
        <h4 className="min-w-0 flex-1 basis-48 text-sm font-medium wrap-anywhere">
          {followUp.text}
        </h4>
        <span className="ml-auto flex shrink-0 items-center gap-2">
          <CommentButton
            target={{ kind: 'follow-up', id: followUp.id }}
            title={followUp.text}
            tabIndex={tab}
            isAlways
          />
          {followUp.can.change && (
            <>
              <IssueButton followUp={followUp} isPrivate={isPrivate} tabIndex={tab} />
              <CardButton
                label="Change status"
                what={followUp.text}
                tabIndex={tab}
                onClick={onChangeStatus}
              />
              <CardButton label="Edit" what={followUp.text} tabIndex={tab} onClick={onEdit} />
            </>
          )}
        </span>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-xs text-ink-soft">
        <Chip title={intentWords[followUp.intent].hint}>{intentWords[followUp.intent].label}</Chip>
        <span className={followUp.owner === null ? 'italic' : 'text-ink'}>
          {ownerText(followUp.owner)}
        </span>
        {followUp.dueOn !== null && (
          <span className={followUp.isOverdue ? 'font-medium text-danger' : ''}>
            {followUp.isOverdue ? 'overdue since' : 'by'} {dayText(followUp.dueOn)}
          </span>
        )}
        <span>{ageText(followUp, { nowMs: nowMs(), zone })}</span>
        {followUp.trackerUrl !== null && followUp.trackerUrl !== followUp.issue?.url && (
          <a
            href={followUp.trackerUrl}
            target="_blank"
            rel="noreferrer"
            tabIndex={tab}
            className="touch inline-flex items-center gap-1 text-accent underline underline-offset-2"
          >
            {trackerName(followUp.trackerUrl)} <ExternalLink size={11} />
            <span className="sr-only">(opens in another tab)</span>
          </a>
        )}
        {hasDraft && <span className="font-medium text-ink">your draft is kept</span>}
      </p>
      <Asks asks={followUp.asks} />
      <IssueLine followUp={followUp} tabIndex={tab} />
      <CameBack followUp={followUp} incident={incident} tabIndex={tab} />
      <Origin followUp={followUp} incident={incident} tabIndex={tab} />
      {safeguards.map(({ id, name, state, why }) => (
        <p key={id} className="mt-1 flex flex-wrap items-baseline gap-x-2 text-xs text-ink-soft">
          Safeguard
          <Link
            to="/incidents/$ref/safeguards"
            params={{ ref: incident }}
            tabIndex={tab}
            className="touch text-accent underline underline-offset-2"
          >
            {name}
          </Link>
          <Chip tone={stateLooks[state].tone} title={why}>
            {stateLooks[state].label}
          </Chip>
        </p>
      ))}
      {(rollouts.length > 0 || (followUp.can.change && followUp.state !== 'wont-do')) && (
        <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
          {rollouts.map(({ id, steps }) => (
            <RolloutChip key={id} steps={steps} />
          ))}
          <CardButton
            label={rollouts.length > 0 ? 'Rollout' : 'Start a rollout'}
            what={followUp.text}
            tabIndex={tab}
            onClick={onRollout}
          />
        </p>
      )}
      <Said label={followUpFields.doneWhen.label} text={followUp.doneWhen} />
      {followUp.verification !== '' && (
        <Said label={followUpFields.verification.label} text={followUp.verification}>
          {followUp.citations.map((citation, index) => (
            <span key={citation.id} className="mr-0.5">
              <CitationChip number={index + 1} citation={citation} incident={incident} />
            </span>
          ))}
        </Said>
      )}
      <Said label={followUpFields.wontDoReason.label} text={followUp.wontDoReason} />
      {followUp.questions.length > 0 && (
        <div className="mt-2">
          <Questions questions={followUp.questions} {...(followUp.can.change ? { onMeant } : {})} />
        </div>
      )}
    </article>
  );
}

function CardButton({
  label,
  what,
  tabIndex,
  onClick,
}: {
  label: string;
  what: string;
  tabIndex: number;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      onClick={onClick}
      className={buttonClass('quiet', true)}
    >
      {label}
      <span className="sr-only">: {what}</span>
    </button>
  );
}

function Origin({
  followUp,
  incident,
  tabIndex,
}: {
  followUp: FollowUp;
  incident: string;
  tabIndex: number;
}) {
  const { origin } = followUp;
  if (origin === null) return null;
  return (
    <p className="mt-1 text-xs">
      <Link
        to={origin.type === 'factor' ? '/incidents/$ref/factors' : '/incidents/$ref/investigation'}
        params={{ ref: incident }}
        search={{ finding: origin.findingId }}
        tabIndex={tabIndex}
        className="inline-flex max-w-full items-center gap-1 text-ink-soft no-underline hover:text-ink hover:underline"
      >
        <FindingShape type={origin.type} size={12} />
        <span className="sr-only">Comes from the {origin.type}: </span>
        <span className="truncate">{origin.statement}</span>
      </Link>
    </p>
  );
}

function Said({
  label,
  text,
  children,
}: {
  label: string;
  text: string;
  children?: React.ReactNode;
}) {
  if (text === '') return null;
  return (
    <p className="mt-1 text-xs leading-5 wrap-anywhere whitespace-pre-line">
      <span className="text-ink-soft">{label}: </span>
      {text} {children}
    </p>
  );
}

/** `S-12` of `https://tracker.example.org/browse/S-12`: the ticket's usual name. */
function trackerName(url: string): string {
  const { hostname, pathname } = new URL(url);
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  return last === '' || last.length > 30 ? hostname : decodeURI(last);
}
