import type { Evidence } from '@debrief/contract';
import { focusField } from '../../../ui/focus-field.ts';
import { findingKeys } from '../../../ui/finding-shape.tsx';
import { useKnown } from '../../../ui/known-time.tsx';
import { useActions } from '../../../ui/keys.ts';
import { useCursorKeys } from '../../../ui/use-list-cursor.ts';
import { emptySelection } from './selection.ts';
import type { Place } from './cursor-moves.ts';
import type { RecordPanelProps } from './record-panel.tsx';
import type { RecordActionsInput } from './use-record-actions.ts';

interface KeysInput extends RecordActionsInput {
  current: Evidence | undefined;
  /** Acts on the current item, or on the one that the list is still scrolling to. */
  withCurrent: (act: (item: Evidence) => void) => void;
  goTo: (place: Place) => void;
  choose: (item: Evidence) => void;
  stretchTo: (place: Place) => Promise<unknown>;
  open: (place: Place) => void;
  toggleThread: (root: Evidence) => void;
  give: (to: RecordPanelProps['onAddToTimeline']) => void;
  redact: () => void;
  openItems: ReadonlySet<string>;
  setOpenItems: (items: ReadonlySet<string>) => void;
}

/** What each key creates from the items. Impact is added where it is calculated. */
const findingActs = [
  { type: 'hypothesis', label: 'Propose a hypothesis' },
  { type: 'decision', label: 'Add a decision' },
  { type: 'factor', label: 'Add a factor' },
  { type: 'question', label: 'Add a question' },
] as const;

export function useRecordKeys(input: KeysInput) {
  const isMasked = useKnown().at !== null;
  const {
    record,
    cursor,
    scroll,
    hasKeys,
    current,
    goTo,
    choose,
    stretchTo,
    open,
    chosen,
    onChoose,
  } = input;
  const isDisabled = !hasKeys;
  const move = (by: number) => {
    if (document.activeElement !== scroll.current) scroll.current?.focus({ preventScroll: true });
    goTo(cursor.after(by));
  };
  const back = () => {
    if (chosen.size > 0) return onChoose(emptySelection);
    if (current && input.openItems.has(current.itemId))
      return input.setOpenItems(
        new Set([...input.openItems].filter((id) => id !== current.itemId)),
      );
    if (input.search.text !== undefined) input.onSearch({ text: undefined });
  };
  const screenful = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 280) / 32));
  const group = 'Record';
  useCursorKeys({ group, row: 'item', isDisabled, hasArrows: false, move });
  useActions(group, [
    {
      label: 'Select this item',
      keys: 'x',
      isKeyOnly: true,
      isDisabled,
      run: () => input.withCurrent(choose),
    },
    {
      label: 'Extend selection to the next item',
      keys: 'shift+x',
      isKeyOnly: true,
      isDisabled,
      run: () => void stretchTo(cursor.after(1)),
    },
    {
      label: 'Open the item or what is folded',
      keys: '↵',
      isKeyOnly: true,
      isDisabled,
      run: () => open(cursor.active),
    },
    {
      label: 'Show the person who wrote it',
      keys: 'p',
      isDisabled: isDisabled || !current?.author,
      run: () =>
        scroll.current?.querySelector<HTMLElement>('[data-active] button[data-person]')?.click(),
    },
    {
      label: 'Add to timeline',
      keys: 'e',
      also: 'timeline',
      run: () => input.give(input.onAddToTimeline),
    },
    {
      label: 'Cite into the open event',
      keys: 'c',
      also: 'quote',
      run: () => input.give(input.onCite),
    },
    ...findingActs.map(({ type, label }) => ({
      label,
      keys: findingKeys[type],
      also: 'investigation',
      run: () => input.give((items, quote) => input.onFinding(type, items, quote)),
    })),
    {
      label: 'Tag these items',
      keys: 't',
      also: 'label code codebook',
      isDisabled: isMasked || !input.incident.can.change,
      run: () => input.give(input.onTag),
    },
    {
      label: 'Show raw payload',
      keys: 'o',
      also: 'payload revisions',
      isDisabled,
      run: () => input.withCurrent(({ id }) => input.showRawPayload(id)),
    },
    {
      label: 'Redact words of this item …',
      keys: 'shift+r',
      also: 'remove hide secret password personal data privacy delete',
      isDisabled: isDisabled || !input.incident.can.change,
      run: input.redact,
    },
    {
      label: 'Find in the record',
      keys: '/',
      also: 'filter search',
      run: () => focusField(input.field.current),
    },
    // With a mask, these keys go to the next and the previous marked moment.
    { label: 'Next cited item', keys: ']', isDisabled: isMasked, run: () => toCited(1) },
    { label: 'Previous cited item', keys: '[', isDisabled: isMasked, run: () => toCited(-1) },
    { label: 'Clear selection or search', keys: 'escape', isKeyOnly: true, isDisabled, run: back },
  ]);
  const toCited = (by: 1 | -1) => {
    const at = Date.parse(
      (current ?? record.store.itemAt(input.looked.range.first))?.occurredAt ?? '',
    );
    const beyond = input.citedInOrder.filter(
      (one) =>
        one.itemId !== current?.itemId &&
        (Number.isNaN(at) || (by > 0 ? one.atMs >= at : one.atMs <= at)),
    );
    const next = by > 0 ? beyond[0] : beyond.at(-1);
    if (next) input.onJump({ item: next.itemId });
  };
  const fold = (isOpening: boolean) => {
    const root = cursor.itemAt({ index: cursor.active.index, reply: -1 });
    const run = record.store.foldAt(cursor.active.index);
    if (!root) return;
    if (run.type === 'fold' && run.isOpen !== isOpening) record.store.toggleRun(root.id);
    else if (root.replyCount > 0 && (record.threads.of(root) !== undefined) !== isOpening)
      input.toggleThread(root);
  };
  const press = (key: string, hasShift: boolean): boolean => {
    const { total } = record.store.paging;
    const keys: Record<string, () => void> = {
      ArrowDown: () => (hasShift ? void stretchTo(cursor.after(1)) : move(1)),
      ArrowUp: () => (hasShift ? void stretchTo(cursor.after(-1)) : move(-1)),
      PageDown: () => move(screenful),
      PageUp: () => move(-screenful),
      Home: () => goTo({ index: 0, reply: -1 }),
      End: () => goTo({ index: total - 1, reply: -1 }),
      ArrowRight: () => fold(true),
      ArrowLeft: () => fold(false),
      Enter: () => open(cursor.active),
      ' ': () => input.withCurrent(choose),
    };
    keys[key]?.();
    return key in keys;
  };
  return { press };
}
