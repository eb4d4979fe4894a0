import type { FindingType, Evidence, Incident, Precision } from '@debrief/contract';
import { Suspense, useEffect, useRef, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useUploads } from '../import/index.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { emptySelection, type ItemSelection } from './selection.ts';
import type { Moment } from './density-strip.tsx';
import { useKnown } from '../../../ui/known-time.tsx';
import { VisibleRows } from './visible-rows.ts';
import { isSamePlace, type Place } from './cursor-moves.ts';
import type { SelectedQuote } from './quote-selection.ts';
import { RecordFilters } from './record-filters.tsx';
import { RecordList, type ListHandle } from './record-list.tsx';
import { RecordStrip, RecordTop } from './record-top.tsx';
import type { RecordPlace } from './record-head.tsx';
import {
  toRecordFilter,
  isFiltered,
  isFlat,
  noFilters,
  type RecordSearch,
} from './record-search.ts';
import { useItemTags } from '../../tag/item-tags.ts';
import { RemoveDialog } from '../redact/index.ts';
import type { CitedMark } from './row-action.ts';
import { showSurely, useCursor, useInSight } from './use-cursor.ts';
import { useScrollToItem, type ScrollTarget } from './use-scroll-to-item.ts';
import { useRecordActions } from './use-record-actions.ts';
import { useRecord } from './use-record.ts';
import type { Align } from './use-record-view.ts';
import { useLatest } from './use-latest.ts';

const EmptyRecord = lazyPart(() => import('./empty-record.tsx'), 'EmptyRecord');
const HiddenNote = lazyPart(() => import('./hidden-note.tsx'), 'HiddenNote');
const SelectionBar = lazyPart(() => import('./selection-bar.tsx'), 'SelectionBar');
const RedactDialog = lazyPart(() => import('../redact/redact-dialog.tsx'), 'RedactDialog');
const RawPayloadSheet = lazyPart(() => import('./raw-payload-sheet.tsx'), 'RawPayloadSheet');

export type RecordPatch = Partial<Record<keyof RecordSearch, string | undefined>>;

export interface RecordPanelProps {
  incident: Incident;
  search: RecordSearch;
  onSearch: (patch: RecordPatch) => void;
  /** What the timeline cites: by item, and in time order for moving between them. */
  cited: ReadonlyMap<string, CitedMark>;
  citedInOrder: readonly { itemId: string; atMs: number }[];
  moments: readonly Moment[];
  /** The milestones that the record can be opened at. */
  places: readonly RecordPlace[];
  /** Whether the record handles keys now. */
  hasKeys: boolean;
  jump: ScrollTarget | null;
  chosen: ItemSelection;
  onChoose: (chosen: ItemSelection) => void;
  onJump: (jump: Omit<ScrollTarget, 'n'>) => void;
  onStand: (near: { at: string; precision: Precision } | null) => void;
  onAddToTimeline: (items: readonly Evidence[], quote: SelectedQuote | null) => void;
  onCite: (items: readonly Evidence[], quote: SelectedQuote | null) => void;
  onFinding: (type: FindingType, items: readonly Evidence[], quote: SelectedQuote | null) => void;
  onEvent: (eventId: string) => void;
}

export function RecordPanel(props: RecordPanelProps) {
  const { incident, search, cited, jump, chosen } = props;
  const { at: knownAt } = useKnown();
  // Tags were added later, so a mask shows none and filters by none.
  const { tag: _, ...untagged } = search;
  const shownSearch = knownAt === null ? search : untagged;
  const filter = { ...toRecordFilter(shownSearch), ...(knownAt !== null && { knownAt }) };
  const hasThreads = !isFlat(filter);
  const record = useRecord(incident, filter);
  const { store } = record;
  const tags = useItemTags();
  const openTags = (items: readonly Evidence[]) =>
    tags.open(items.map(({ itemId }) => ({ kind: 'evidence', id: itemId })));
  const cursor = useCursor(record, hasThreads);
  const looked = useRef(new VisibleRows()).current;
  const scroll = useRef<HTMLDivElement>(null);
  const list = useRef<ListHandle>(null);
  const show = useLatest((index: number, align: Align = 'auto') =>
    list.current?.show(index, align),
  );
  const go = useLatest((index: number) => show(index, 'start'));
  const [moves, setMoves] = useState(0);
  const [arrived, setArrived] = useState<Place | null>(null);
  const [rawPayloadId, showRawPayload] = useState<string | null>(null);
  const [redacting, setRedacting] = useState<{
    item: Evidence;
    quote: SelectedQuote | null;
  } | null>(null);
  const [removing, setRemoving] = useState<Evidence | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useInSight(cursor.active, scroll, show, moves);
  useEffect(() => store.cite((itemId) => cited.has(itemId)), [store, cited]);

  const standing = useRef(0);
  const stand = useLatest((place: Place) => {
    standing.current += 1;
    cursor.setActive(place);
    setArrived(null);
    setMoves((count) => count + 1);
  });
  const { missing, underWay, forgive } = useScrollToItem({
    incident: incident.ref,
    record,
    hasThreads,
    knownAt,
    jump,
    arrive: (place, { align, isFound, isFirst }) => {
      cursor.setActive(place);
      setArrived(isFound ? place : null);
      const mine = (standing.current += 1);
      showSurely(
        place,
        () => show(place.index, align),
        () => standing.current === mine,
      );
      if (isFound && !isFirst) scroll.current?.focus({ preventScroll: true });
    },
  });
  const { openItems, onAct, onKey, give } = useRecordActions({
    ...props,
    record,
    cursor,
    stand,
    scroll,
    field,
    looked,
    underWay,
    showRawPayload,
    onRedact: (item, quote) => setRedacting({ item, quote }),
    onRemove: setRemoving,
    onTag: openTags,
  });

  const { total } = store.paging;
  const isArriving = useUploads().some(
    (one) => one.incident === incident.ref && one.state !== 'failed',
  );
  const isEmpty = store.outline === null ? isArriving : total === 0;
  return (
    <section aria-label="Record" className="relative flex h-full min-h-0 flex-col sm:pl-4">
      <RecordTop {...props} record={record} looked={looked} />
      {!(isEmpty && !isFiltered(search)) && (
        <RecordFilters
          incident={incident.ref}
          outline={store.outline}
          search={search}
          field={field}
          onSearch={props.onSearch}
          onLeave={() => {
            // A list without rows is hidden and takes no focus; the keys still belong to it.
            field.current?.blur();
            scroll.current?.focus({ preventScroll: true });
          }}
        />
      )}
      <RecordStrip {...props} record={record} looked={looked} onGo={go} />
      <ReadProblem error={store.error} onRetry={() => store.refresh()} />
      <Suspense>
        {missing !== null && (
          <HiddenNote
            onShow={() => (forgive(), props.onSearch(noFilters), props.onJump({ item: missing }))}
            onClose={forgive}
          />
        )}
      </Suspense>
      {isEmpty && !isFiltered(search) && (
        <Suspense>
          <EmptyRecord incident={incident} />
        </Suspense>
      )}
      {isEmpty && isFiltered(search) && (
        <EmptyState
          title="No matches"
          action={
            <button
              type="button"
              className={buttonClass()}
              onClick={() => props.onSearch(noFilters)}
            >
              Clear filters
            </button>
          }
        >
          Try different words or clear filters.
        </EmptyState>
      )}
      {!isEmpty && !store.isFirstPageHere && store.error === null && (
        <div className="px-4">
          <Skeleton lines={12} />
        </div>
      )}
      <div className={total > 0 ? 'flex min-h-0 flex-1 flex-col border-t border-line' : 'hidden'}>
        <RecordList
          record={record}
          handle={list}
          looked={looked}
          scroll={scroll}
          active={cursor.active}
          isArrived={arrived !== null && isSamePlace(arrived, cursor.active)}
          chosen={chosen}
          openItems={openItems}
          cited={cited}
          hasStreams={(store.outline?.streams.length ?? 0) > 1}
          hasThreads={hasThreads}
          canChange={incident.can.change}
          canRemove={incident.can.delete}
          find={filter.text ?? ''}
          onAct={onAct}
          onKey={onKey}
        />
      </div>
      {incident.can.change && (
        <Suspense>
          <SelectionBar
            count={chosen.size}
            onAddToTimeline={() => give(props.onAddToTimeline)}
            onFinding={(type) => give((items, quote) => props.onFinding(type, items, quote))}
            onCite={() => give(props.onCite)}
            onTag={() => give(openTags)}
            onClear={() => props.onChoose(emptySelection)}
          />
        </Suspense>
      )}
      <Suspense>
        {redacting && (
          <RedactDialog
            incident={incident}
            item={redacting.item}
            part={redacting.quote}
            onClose={() => setRedacting(null)}
          />
        )}
      </Suspense>
      <Suspense>
        {removing && (
          <RemoveDialog
            incident={incident}
            of={{ item: removing.id }}
            what="is removed"
            text={removing.text}
            onClose={() => setRemoving(null)}
          />
        )}
      </Suspense>
      <Suspense>
        {rawPayloadId !== null && (
          <RawPayloadSheet
            incident={incident.ref}
            id={rawPayloadId}
            onClose={() => showRawPayload(null)}
          />
        )}
      </Suspense>
    </section>
  );
}
