import { type Evidence, findingTypes } from '@debrief/contract';
import { isRemoved } from '@debrief/rules/removal';
import { memo, Suspense, useMemo, useRef, type MouseEvent } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { RowCheckbox } from '../../../ui/row-checkbox.tsx';
import { cx } from '../../../ui/cx.ts';
import { FindingShape, findingLooks } from '../../../ui/finding-shape.tsx';
import { EvidenceText } from '../../../ui/evidence-text.tsx';
import { CommentButton } from '../../comment/index.ts';
import { PersonName } from '../../people/card/index.ts';
import { useCitedWords } from './cited-text.ts';
import { dragItems } from './drag-items.ts';
import { ItemDetails } from './item-details.tsx';
import type { Place } from './cursor-moves.ts';
import { rowId, type CitedMark, type OnRowAction } from './row-action.ts';
import { RowTime } from './row-time.tsx';
import { clipShownText } from './row-words.ts';

const OpenDetails = lazyPart(() => import('./open-details.tsx'), 'OpenDetails');

interface RecordRowProps {
  item: Evidence;
  index: number;
  reply: number;
  isActive: boolean;
  isArrived: boolean;
  isChosen: boolean;
  isOpen: boolean;
  hasStream: boolean;
  canChange: boolean;
  canRemove: boolean;
  find: string;
  mark: CitedMark | undefined;
  onAct: OnRowAction;
}

export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const {
    item,
    index,
    reply,
    isActive,
    isArrived,
    isChosen,
    isOpen,
    hasStream,
    canChange,
    canRemove,
    find,
    mark,
    onAct,
  } = props;
  const place: Place = { index, reply };
  const shown = clipShownText(item, isOpen);
  const text = useRef<HTMLDivElement>(null);
  const quotes = useMemo(
    () => mark?.quotes.filter((quote) => quote.evidenceId === item.id) ?? [],
    [mark, item.id],
  );
  useCitedWords(text, quotes, `${shown.text.length} ${find} ${isOpen}`);
  const name = item.author?.name ?? item.details.title ?? item.streamName;
  return (
    <div
      role="row"
      id={rowId(place)}
      aria-rowindex={index + 1}
      aria-selected={isChosen}
      data-active={isActive || undefined}
      onClick={(event) => {
        if (getSelection()?.isCollapsed === false && !event.shiftKey) return;
        onAct({
          type: 'stand',
          place,
          isAdding: event.metaKey || event.ctrlKey,
          isStretching: event.shiftKey,
        });
      }}
      className={cx(
        'group/row relative grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-1.5 py-1 pr-2 pl-1 text-sm leading-5 @md:grid-cols-[1.5rem_5.25rem_5.5rem_minmax(0,1fr)_auto] @2xl:grid-cols-[1.5rem_5.25rem_8.5rem_minmax(0,1fr)_auto]',
        'data-active:bg-wash data-active:shadow-[inset_2px_0_0_var(--accent)] group-focus-visible/record:data-active:outline-2 group-focus-visible/record:data-active:-outline-offset-2 group-focus-visible/record:data-active:outline-accent',
        isChosen
          ? 'bg-accent-wash! hover:brightness-98'
          : isArrived
            ? 'bg-highlight!'
            : 'hover:bg-wash',
        reply >= 0 && 'ml-6 border-l border-line',
      )}
    >
      <div role="gridcell" className="row-span-2 flex items-start justify-center @md:row-span-1">
        <span className="-my-0.5 flex size-6 justify-center">
          <RowCheckbox
            checked={isChosen}
            tabIndex={-1}
            aria-label={`Select: ${name}`}
            disabled={!canChange}
            onClick={(event) => onAct({ type: 'choose', place, isStretching: event.shiftKey })}
            onChange={() => undefined}
            className={cx(
              'mt-[0.3rem] size-3.5',
              !isChosen &&
                'opacity-55 group-hover/row:opacity-100 group-data-active/row:opacity-100',
            )}
          />
        </span>
      </div>
      <div
        role="gridcell"
        draggable={canChange}
        onDragStart={(event) => dragItems(event, item)}
        className={cx('flex items-start gap-x-2 @md:contents', canChange && 'cursor-grab')}
      >
        <span
          draggable={canChange}
          onDragStart={(event) => dragItems(event, item)}
          className={cx(
            'relative shrink-0 before:absolute before:right-full before:hidden before:text-ink-faint before:content-["⋮"] group-hover/row:before:block whitespace-nowrap tabular text-xs leading-5 text-ink-soft',
            canChange && 'cursor-grab',
          )}
        >
          <RowTime item={item} />
        </span>
        <span
          className="min-w-0 flex-1 truncate text-xs leading-5 font-medium"
          title={item.author ? `${item.author.name} in ${item.streamName}` : item.streamName}
        >
          {item.author ? (
            <PersonName personId={item.author.personId} name={item.author.name} isInRow />
          ) : (
            <span className="font-normal text-ink-faint">{item.streamName}</span>
          )}
        </span>
      </div>
      <div role="gridcell" className="col-start-2 row-start-2 min-w-0 @md:col-auto @md:row-auto">
        <div
          ref={text}
          data-evidence={item.id}
          className={cx(
            'wrap-anywhere whitespace-pre-wrap',
            !isOpen && 'line-clamp-4',
            item.isDeleted && 'text-ink-soft italic',
          )}
        >
          {hasStream && (
            <span className="mr-1.5 inline-block text-2xs text-ink-faint">#{item.streamName}</span>
          )}
          {item.details.commit && (
            <span
              className="mr-1.5 font-mono text-2xs text-ink-faint"
              title={item.details.commit.sha}
            >
              {item.details.commit.tag ?? item.details.commit.sha.slice(0, 8)}
            </span>
          )}
          {item.details.title && <span className="mr-1.5 font-medium">{item.details.title}</span>}
          {isRemoved(item) ? (
            <span className="text-ink-soft italic">Removed for a legal reason</span>
          ) : shown.text === '' ? (
            <span className="text-ink-faint">(no text)</span>
          ) : (
            <EvidenceText
              text={shown.text}
              find={find}
              isInline={!isOpen}
              isRedacted={item.redactions.length > 0}
            />
          )}
        </div>
        <ItemDetails
          item={item}
          place={place}
          hidden={shown.hidden}
          isOpen={isOpen}
          onAct={onAct}
        />
        {isOpen && (
          <Suspense>
            <OpenDetails
              item={item}
              place={place}
              canChange={canChange}
              canRemove={canRemove}
              onAct={onAct}
            />
          </Suspense>
        )}
      </div>
      <div
        role="gridcell"
        className="col-start-3 row-span-2 row-start-1 flex items-start justify-end @md:col-auto @md:row-auto"
      >
        <CommentButton
          target={{ kind: 'evidence', id: item.itemId }}
          title={shown.text.slice(0, 80) || name}
          tabIndex={isActive ? 0 : -1}
        />
        {mark && <Cited mark={mark} onAct={onAct} isReachable={isActive} />}
        <button
          type="button"
          tabIndex={isActive ? 0 : -1}
          aria-expanded={isOpen}
          aria-label={isOpen ? 'Close this item' : 'Open this item'}
          onClick={(event) => {
            event.stopPropagation();
            onAct({ type: 'open', place });
          }}
          className="-my-0.5 flex size-6 items-center justify-center rounded-sm text-ink-soft opacity-0 group-hover/row:opacity-100 group-data-active/row:opacity-100 hover:bg-wash-strong focus-visible:opacity-100"
        >
          <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
        </button>
      </div>
    </div>
  );
});

function Cited({
  mark,
  isReachable,
  onAct,
}: {
  mark: CitedMark;
  isReachable: boolean;
  onAct: OnRowAction;
}) {
  const kinds = findingTypes.flatMap((type) => {
    const findings = mark.findings.filter((finding) => finding.type === type);
    const [first] = findings;
    return first
      ? [{ type, first, titles: findings.map((finding) => finding.title).join('; ') }]
      : [];
  });
  const [event] = mark.events;
  const titles = mark.events.map((one) => one.title).join('; ');
  const go = (eventId: string) => (click: MouseEvent) => {
    click.stopPropagation();
    onAct({ type: 'event', eventId });
  };
  return (
    <span className="inline-flex flex-wrap justify-end gap-0.5">
      {kinds.map(({ type, first, titles: statements }) => (
        <button
          key={type}
          type="button"
          tabIndex={isReachable ? 0 : -1}
          title={`${findingLooks[type].label}: ${statements}`}
          aria-label={`Citation ${mark.number}, cited by ${findingLooks[type].label.toLowerCase()}: ${statements}`}
          onClick={go(first.id)}
          className="flex -my-0.5 min-h-6 min-w-6 items-center justify-center rounded-sm border border-line px-0.5 hover:bg-wash-strong"
        >
          <FindingShape type={type} size={13} />
        </button>
      ))}
      {event && (
        <button
          type="button"
          tabIndex={isReachable ? 0 : -1}
          title={`Cited by: ${titles}`}
          aria-label={`Citation ${mark.number}, cited by ${titles}`}
          onClick={go(event.id)}
          className="tabular -my-0.5 min-h-6 min-w-6 rounded-sm bg-accent-wash px-1 text-2xs font-medium text-accent hover:brightness-95"
        >
          {mark.number}
        </button>
      )}
    </span>
  );
}
