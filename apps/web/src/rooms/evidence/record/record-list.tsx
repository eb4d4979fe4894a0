import type { Evidence } from '@debrief/contract';
import {
  memo,
  useImperativeHandle,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { ItemSelection } from './selection.ts';
import { DayLine, RunLine, ThreadLine, WaitingRow } from './list-row.tsx';
import type { Place } from './cursor-moves.ts';
import { RecordRow } from './record-row.tsx';
import { rowId, type CitedMark, type OnRowAction } from './row-action.ts';
import { useIsKnown } from '../../../ui/known-time.tsx';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { toLocalDay } from './row-words.ts';
import type { VisibleRows } from './visible-rows.ts';
import { useRecordView, type Align } from './use-record-view.ts';
import type { OpenRecord } from './use-record.ts';

export interface ListHandle {
  show: (index: number, align: Align) => void;
}

export interface RecordListProps {
  record: OpenRecord;
  handle: RefObject<ListHandle | null>;
  looked: VisibleRows;
  scroll: RefObject<HTMLDivElement | null>;
  active: Place;
  isArrived: boolean;
  chosen: ItemSelection;
  openItems: ReadonlySet<string>;
  cited: ReadonlyMap<string, CitedMark>;
  hasStreams: boolean;
  hasThreads: boolean;
  canChange: boolean;
  canRemove: boolean;
  find: string;
  onAct: OnRowAction;
  onKey: (event: KeyboardEvent<HTMLDivElement>) => void;
}

/**
 * The visible rows of a list of any length. The list itself keeps the focus and names its active
 * row.
 */
export const RecordList = memo(function RecordList(props: RecordListProps) {
  const { record, handle, scroll, active, onKey } = props;
  const view = useRecordView(props);
  useImperativeHandle(
    handle,
    () => ({ show: (index, align) => view.scrollToIndex(index, { align }) }),
    [view],
  );
  const { total } = record.store.paging;
  return (
    <div
      ref={scroll}
      role="grid"
      aria-label="Record"
      aria-multiselectable="true"
      aria-rowcount={total}
      aria-activedescendant={rowId(active)}
      tabIndex={0}
      onKeyDown={onKey}
      className="group/record @container relative min-h-0 flex-1 overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:outline-none"
    >
      <div role="presentation" className="relative w-full" style={{ height: view.getTotalSize() }}>
        {view.getVirtualItems().map((row) => (
          <div
            key={row.key}
            role="rowgroup"
            ref={view.measureElement}
            data-index={row.index}
            className="absolute top-0 left-0 w-full [contain:layout_style]"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <OneRow {...props} index={row.index} />
          </div>
        ))}
      </div>
    </div>
  );
});

/** While the mask moves, later rows keep their place without being readable. */
function KnownRow({ item, children }: { item: Evidence; children: ReactNode }) {
  const isKnown = useIsKnown(item.knownAt ?? item.occurredAt);
  return isKnown ? (
    children
  ) : (
    <div className="invisible" aria-hidden="true">
      {children}
    </div>
  );
}

function OneRow({ index, ...props }: RecordListProps & { index: number }) {
  const {
    record,
    active,
    isArrived,
    chosen,
    openItems,
    cited,
    hasStreams,
    hasThreads,
    canChange,
    canRemove,
    find,
    onAct,
  } = props;
  const { store, threads } = record;
  const zone = useShownZone();
  const item = store.itemAt(index);
  if (!item) return <WaitingRow index={index} />;
  const fold = store.foldAt(index);
  const replies = threads.of(item);
  const isHere = active.index === index;
  const row = (one: Evidence, reply: number) => (
    <RecordRow
      key={one.id}
      item={one}
      index={index}
      reply={reply}
      isActive={isHere && active.reply === reply}
      isArrived={isArrived && isHere && active.reply === reply}
      isChosen={chosen.has(one.itemId)}
      isOpen={openItems.has(one.itemId)}
      hasStream={hasStreams}
      canChange={canChange}
      canRemove={canRemove}
      find={find}
      mark={cited.get(one.itemId)}
      onAct={onAct}
    />
  );
  return (
    <KnownRow item={item}>
      {startsDay(record, item, index, zone) && <DayLine at={item.occurredAt} />}
      {fold.type === 'fold' && (
        <RunLine
          index={index}
          fold={fold}
          items={sliceItems(record, index, fold.length)}
          isActive={isHere}
          onAct={onAct}
        />
      )}
      {(fold.type !== 'fold' || fold.isOpen) && row(item, -1)}
      {hasThreads && item.replyCount > 0 && (
        <ThreadLine
          index={index}
          count={item.replyCount}
          isOpen={replies !== undefined}
          isLoading={replies === 'loading'}
          onAct={onAct}
        />
      )}
      {hasThreads && replies !== undefined && replies !== 'loading' && replies.map(row)}
    </KnownRow>
  );
}

function sliceItems({ store }: OpenRecord, index: number, length: number): Evidence[] {
  return Array.from({ length }, (_, offset) => store.itemAt(index + offset)).filter(
    (item) => item !== undefined,
  );
}

/**
 * Compared with the previous visible row, so that a day that starts inside a folded run still gets
 * its line.
 */
function startsDay({ store }: OpenRecord, item: Evidence, index: number, zone: string): boolean {
  let before = index - 1;
  while (store.foldAt(before).type === 'hidden') before -= 1;
  const last = store.itemAt(before);
  return (
    before < 0 ||
    (last !== undefined && toLocalDay(last.occurredAt, zone) !== toLocalDay(item.occurredAt, zone))
  );
}
