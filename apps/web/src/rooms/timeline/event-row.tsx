import type { TimelineEvent } from '@debrief/contract';
import { dateText, durationText, shortDateText, timeText, zoneName } from '@debrief/rules/time';
import { ArrowLeftRight, Ellipsis, History, PencilLine } from 'lucide-react';
import { memo, Suspense, type ReactNode } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { RowCheckbox } from '../../ui/row-checkbox.tsx';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { CitationChip } from '../../ui/citation-chip.tsx';
import { cx } from '../../ui/cx.ts';
import { eventTypeLooks, EventTypeShape } from '../../ui/event-type.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { CommentButton } from '../comment/index.ts';
import { PersonName } from '../people/card/index.ts';
import { TagChips, useItemTags } from '../tag/item-tags.ts';
import { eventRowId, focusEvent } from './desk.ts';
import { perspectiveTitle } from './event-order.ts';

const KnownNote = lazyPart(() => import('./known/known-note.tsx'), 'KnownNote');

export type EventAct =
  | 'focus'
  | 'choose'
  | 'edit'
  | 'earlier'
  | 'later'
  | 'remove'
  | 'merge'
  | 'accounts'
  | 'tag'
  | 'step'
  | 'confirm'
  | 'unconfirmed'
  | 'milestone';

interface EventRowProps {
  event: TimelineEvent;
  /**
   * The numbers of its citations, joined by commas, so that a row only renders again when they
   * change.
   */
  numbers: string;
  incident: string;
  isCurrent: boolean;
  isChosen: boolean;
  isWaiting: boolean;
  hasDraft: boolean;
  chosenCount: number;
  /** The conflicting accounts that this event is part of. */
  conflictId: string | null;
  onAct: (act: EventAct, eventId: string) => void;
  onFollow: (itemId: string) => void;
}

export const EventRow = memo(function EventRow(props: EventRowProps) {
  const {
    event,
    incident,
    isCurrent,
    isChosen,
    isWaiting,
    hasDraft,
    chosenCount,
    onAct,
    onFollow,
  } = props;
  const numbers = props.numbers.split(',');
  const look = eventTypeLooks[event.type];
  return (
    <div
      role="row"
      id={eventRowId(event.id)}
      tabIndex={isCurrent ? 0 : -1}
      aria-selected={isChosen}
      onFocus={(focus) => focus.target === focus.currentTarget && onAct('focus', event.id)}
      onDoubleClick={() => event.can.change && onAct('edit', event.id)}
      className={cx(
        'group/event grid grid-cols-[1.25rem_5.5rem_1rem_minmax(0,1fr)_auto] gap-x-2 rounded-sm py-1.5 pr-1 pl-2 text-sm leading-5 focus-visible:-outline-offset-2',
        isChosen ? 'bg-accent-wash' : isCurrent ? 'bg-wash' : 'hover:bg-wash',
      )}
    >
      <div role="gridcell">
        <RowCheckbox
          tabIndex={-1}
          aria-label={`Select: ${event.title}`}
          checked={isChosen}
          onChange={() => onAct('choose', event.id)}
          className={cx(
            'mt-[0.1875rem] size-3.5',
            !isChosen && 'opacity-55 group-hover/event:opacity-100 group-focus/event:opacity-100',
          )}
        />
      </div>
      <div role="gridcell" className="text-right">
        <EventTime event={event} />
      </div>
      <div role="gridcell" className="pt-1" title={`${look.label}: ${look.hint}`}>
        <EventTypeShape type={event.type} label />
      </div>
      <div role="gridcell" className="min-w-0">
        <p className="wrap-anywhere">
          <span className="mr-1 text-2xs font-medium" style={{ color: look.color }}>
            {look.label}
          </span>
          <span className="font-medium text-ink">{event.title}</span>{' '}
          {event.citations.map((citation, index) => (
            <span key={citation.id} className="mr-0.5">
              <CitationChip
                number={Number(numbers[index] ?? 0)}
                citation={citation}
                incident={incident}
                onFollow={onFollow}
              />
            </span>
          ))}
        </p>
        {event.text !== '' && (
          <p className="mt-0.5 line-clamp-6 wrap-anywhere whitespace-pre-wrap text-ink-soft">
            {event.text}
          </p>
        )}
        <Notes event={event} isWaiting={isWaiting} hasDraft={hasDraft}>
          {props.conflictId !== null && <ConflictLink findingId={props.conflictId} onAct={onAct} />}
        </Notes>
        {isCurrent && (
          <Suspense>
            <KnownNote
              at={event.at}
              knownSince={event.knownSince}
              onConfirm={event.can.change ? () => onAct('confirm', event.id) : null}
            />
          </Suspense>
        )}
      </div>
      <div
        role="gridcell"
        className="flex items-start opacity-60 group-focus-within/event:opacity-100 group-hover/event:opacity-100"
      >
        <CommentButton
          target={{ kind: 'event', id: event.id }}
          title={event.title}
          tabIndex={isCurrent ? 0 : -1}
        />
        {event.can.change && (
          <Menu
            trigger={
              <IconButton
                small
                label={`What can be done with “${event.title}”`}
                tabIndex={isCurrent ? 0 : -1}
                icon={<Ellipsis size={14} />}
              />
            }
            groups={[
              [
                { label: 'Edit', keys: 'enter', run: () => onAct('edit', event.id) },
                { label: 'Earlier', keys: 'alt+arrowup', run: () => onAct('earlier', event.id) },
                { label: 'Later', keys: 'alt+arrowdown', run: () => onAct('later', event.id) },
                { label: 'Tag…', keys: 't', run: () => onAct('tag', event.id) },
                {
                  label: 'Set as a milestone…',
                  hint: 'Such as detected or mitigated',
                  keys: 'shift+m',
                  run: () => onAct('milestone', event.id),
                },
                chosenCount > 1 && {
                  label: `Merge ${chosenCount} selected events`,
                  keys: 'm',
                  run: () => onAct('merge', event.id),
                },
                chosenCount > 1 && {
                  label: 'Compare as conflicting accounts…',
                  hint: 'The selected events say different things',
                  keys: 'shift+c',
                  run: () => onAct('accounts', event.id),
                },
              ],
              [
                {
                  label: 'Remove',
                  keys: 'delete',
                  isDanger: true,
                  run: () => onAct('remove', event.id),
                },
              ],
            ]}
          />
        )}
      </div>
    </div>
  );
});

function ConflictLink({ findingId, onAct }: { findingId: string; onAct: EventRowProps['onAct'] }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className="inline-flex cursor-pointer"
      onClick={() => (onAct('focus', findingId), focusEvent(findingId))}
    >
      <Chip tone="warn" icon={<ArrowLeftRight size={12} />}>
        accounts differ
      </Chip>
    </button>
  );
}

function EventTime({ event }: { event: TimelineEvent }) {
  const zone = useShownZone();
  const end =
    event.until === null
      ? ''
      : `\nUntil: ${timeText(event.until, zone, 'both', 'exact')}, ${durationText(Date.parse(event.until) - Date.parse(event.at))}`;
  return (
    <time
      dateTime={event.at}
      title={`${timeText(event.at, zone, 'both', 'exact')} ${zoneName(event.at, zone)}${end}\nUTC: ${event.at}`}
      className="tabular text-xs leading-5"
    >
      {event.precision === 'unknown'
        ? 'time unknown'
        : timeText(event.at, zone, 'clock', event.precision)}
      {event.until !== null && (
        <span className="block text-2xs text-ink-soft">
          until{' '}
          {dateText(event.until, zone) !== dateText(event.at, zone) && (
            <span className="whitespace-nowrap">{shortDateText(event.until, zone)}, </span>
          )}
          {timeText(event.until, zone, 'clock')}
        </span>
      )}
    </time>
  );
}

function Notes({
  event,
  isWaiting,
  hasDraft,
  children,
}: {
  event: TimelineEvent;
  isWaiting: boolean;
  hasDraft: boolean;
  children: ReactNode;
}) {
  const against = event.citations.filter((citation) => citation.stance === 'contradicts').length;
  const hasTags = useItemTags().byItem.has(event.id);
  const hasChanged = event.citations.some((citation) => citation.hasChangedSince);
  const isPlain =
    !hasTags &&
    !event.isRecollection &&
    event.perspective.type === 'shared' &&
    against === 0 &&
    !hasChanged &&
    !isWaiting &&
    !hasDraft &&
    !children;
  if (isPlain) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      <TagChips id={event.id} />
      {event.isRecollection && (
        <Chip>recollection of {event.recollectionOf ?? event.createdBy.name}</Chip>
      )}
      {event.perspective.type !== 'shared' && (
        <Chip tone="accent">
          {event.perspective.type === 'person' ? (
            <PersonName personId={event.perspective.personId} name={perspectiveTitle(event)} />
          ) : (
            perspectiveTitle(event)
          )}
        </Chip>
      )}
      {against > 0 && (
        <Chip tone="danger" icon={<ArrowLeftRight size={12} />}>
          contradicted by {against}
        </Chip>
      )}
      {hasChanged && (
        <Chip
          tone="warn"
          icon={<History size={12} />}
          title="What is cited was edited or deleted at its source afterwards; the citation keeps what it said"
        >
          changed at the source since
        </Chip>
      )}
      {hasDraft && (
        <Chip tone="warn" icon={<PencilLine size={12} />}>
          your draft is kept
        </Chip>
      )}
      {isWaiting && <Chip>not saved yet</Chip>}
      {children}
    </p>
  );
}
