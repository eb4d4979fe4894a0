import type { Evidence } from '@debrief/contract';
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react';
import { showToast, showProblem } from '../../../ui/toast.tsx';
import {
  addToSelection,
  listSelected,
  maxSelected,
  emptySelection,
  toggleSelection,
} from './selection.ts';
import { setDragSelection } from './drag-items.ts';
import type { VisibleRows } from './visible-rows.ts';
import type { Place } from './cursor-moves.ts';
import { selectedQuote, type SelectedQuote } from './quote-selection.ts';
import type { RecordPanelProps } from './record-panel.tsx';
import type { RowAction } from './row-action.ts';
import type { useCursor } from './use-cursor.ts';
import { useKnown } from '../../../ui/known-time.tsx';
import { useLatest } from './use-latest.ts';
import { readItem } from './use-scroll-to-item.ts';
import { useRecordKeys } from './use-record-keys.ts';
import type { OpenRecord } from './use-record.ts';

export interface RecordActionsInput extends RecordPanelProps {
  record: OpenRecord;
  cursor: ReturnType<typeof useCursor>;
  stand: (place: Place) => void;
  scroll: RefObject<HTMLDivElement | null>;
  field: RefObject<HTMLInputElement | null>;
  looked: VisibleRows;
  /** The item that the list is still scrolling to. */
  underWay: string | null;
  showRawPayload: (id: string) => void;
  onRedact: (item: Evidence, quote: SelectedQuote | null) => void;
  onRemove: (item: Evidence) => void;
  onTag: (items: readonly Evidence[]) => void;
}

export function useRecordActions(input: RecordActionsInput) {
  const { record, cursor, stand, chosen, onChoose, incident, search, onSearch, underWay } = input;
  const { at: knownAt } = useKnown();
  const [openItems, setOpenItems] = useState<ReadonlySet<string>>(new Set());
  const [from, setFrom] = useState<Place | null>(null);
  const fold = record.store.foldAt(cursor.active.index);
  const isOnFold = fold.type === 'fold' && !fold.isOpen && cursor.active.reply < 0;
  // A folded line represents many items, so there is no current item.
  const current = isOnFold || underWay !== null ? undefined : cursor.itemAt(cursor.active);
  const withCurrent = (act: (item: Evidence) => void): void => {
    if (underWay === null) return current && act(current);
    readItem(incident.ref, underWay, knownAt)
      .then((item) => item && act(item))
      .catch(showProblem);
  };
  useEffect(() => setDragSelection(() => listSelected(chosen)), [chosen]);
  const { onStand } = input;
  useEffect(
    () => onStand(current ? { at: current.occurredAt, precision: current.precision } : null),
    [current, onStand],
  );
  useAddress(current?.itemId, search.item, from, onSearch);

  const goTo = (place: Place) => {
    setFrom(place);
    stand(place);
  };
  const choose = (item: Evidence) => {
    if (incident.can.change) onChoose(toggleSelection(chosen, item));
  };
  const stretchTo = async (to: Place) => {
    const start = Math.min(cursor.active.index, to.index);
    const end = Math.max(cursor.active.index, to.index);
    goTo(to);
    if (end - start >= maxSelected)
      return showToast({
        title: `One event cites at most ${maxSelected} items`,
        detail: 'Select a shorter range.',
      });
    try {
      const items = (await record.store.stretch(start, end)).filter(
        (_, offset) => record.store.foldAt(start + offset).type !== 'hidden',
      );
      onChoose(addToSelection(chosen, items));
    } catch (error) {
      showProblem(error);
    }
  };
  const toggleOpen = (item: Evidence) => setOpenItems(withToggled(openItems, item.itemId));
  const toggleThread = (root: Evidence) => {
    if (record.threads.of(root) === undefined) record.threads.show(root).catch(showProblem);
    else record.threads.hide(root);
  };
  const open = (place: Place) => {
    const item = cursor.itemAt(place);
    const here = record.store.foldAt(place.index);
    if (!item) return;
    if (place.reply < 0 && here.type === 'fold' && !here.isOpen) record.store.toggleRun(item.id);
    else toggleOpen(item);
  };
  /**
   * The target of a key: text selected in an item, else the selected items, else the active row.
   */
  const give = (to: RecordPanelProps['onAddToTimeline']) => {
    if (!incident.can.change) return;
    const quote = selectedQuote();
    const quoted = quote && findShown(record, quote.evidenceId);
    if (quote && quoted) {
      getSelection()?.removeAllRanges();
      return to([quoted], quote);
    }
    if (chosen.size > 0) {
      to(listSelected(chosen), null);
      return onChoose(emptySelection);
    }
    if (underWay !== null || (current && (input.hasKeys || from !== null)))
      return withCurrent((item) => to([item], null));
    showToast({
      title: 'Select an item in the record first',
      detail: 'Press g 1 to go to the record.',
    });
  };
  const ownQuote = (item: Evidence) => {
    const quote = selectedQuote();
    return quote?.evidenceId === item.id ? quote : null;
  };
  const redact = () => {
    const quote = selectedQuote();
    const quoted = quote && findShown(record, quote.evidenceId);
    if (!incident.can.change) return;
    if (quoted) input.onRedact(quoted, quote);
    else withCurrent((item) => input.onRedact(item, null));
  };
  const onAct = useLatest((act: RowAction) => {
    if (act.type === 'event') return input.onEvent(act.eventId);
    const item = cursor.itemAt(act.place);
    if (act.type === 'stand' && act.isStretching) return void stretchTo(act.place);
    if (act.type === 'choose' && act.isStretching) return void stretchTo(act.place);
    goTo(act.place);
    if (!item) return;
    if (act.type === 'stand' && act.isAdding) return choose(item);
    if (act.type === 'choose') return choose(item);
    if (act.type === 'open') return toggleOpen(item);
    if (act.type === 'thread') return toggleThread(item);
    if (act.type === 'run') return record.store.toggleRun(item.id);
    if (act.type === 'raw-payload') return input.showRawPayload(item.id);
    if (act.type === 'redact' && incident.can.change) return input.onRedact(item, ownQuote(item));
    if (act.type === 'remove' && incident.can.delete) return input.onRemove(item);
    if (act.type === 'add-to-timeline' && incident.can.change) input.onAddToTimeline([item], null);
  });
  const keys = useRecordKeys({
    ...input,
    current,
    withCurrent,
    goTo,
    choose,
    stretchTo,
    open,
    toggleThread,
    give,
    redact,
    openItems,
    setOpenItems,
  });
  const onKey = useLatest((event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget || event.metaKey || event.ctrlKey || event.altKey)
      return;
    if (keys.press(event.key, event.shiftKey)) event.preventDefault();
  });
  return { openItems, onAct, onKey, give };
}

/** The active item is also in the URL once the cursor has moved. */
function useAddress(
  itemId: string | undefined,
  shown: string | undefined,
  from: Place | null,
  onSearch: RecordPanelProps['onSearch'],
): void {
  useEffect(() => {
    if (from === null || itemId === undefined || itemId === shown) return;
    const timer = setTimeout(() => onSearch({ item: itemId }), 250);
    return () => clearTimeout(timer);
  }, [from, itemId, shown, onSearch]);
}

function findShown({ store, threads }: OpenRecord, evidenceId: string): Evidence | undefined {
  return (
    store.find((item) => item.id === evidenceId) ?? threads.find((item) => item.id === evidenceId)
  );
}

function withToggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
