import type { Evidence } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { timeText } from '@debrief/rules/time';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { useShownZone } from '../../../ui/time-zone.tsx';
import { runLabel, type RowFold } from './row-folding.ts';
import { rowId, type OnRowAction } from './row-action.ts';

export function DayLine({ at }: { at: string }) {
  const zone = useShownZone();
  return (
    <div className="flex items-center gap-2 px-2 pt-2 pb-1 text-xs font-semibold text-ink-soft">
      {timeText(at, zone, 'day')}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

export const WaitingRow = memo(function WaitingRow({ index }: { index: number }) {
  return (
    <div
      role="row"
      id={rowId({ index, reply: -1 })}
      aria-rowindex={index + 1}
      className="h-7 px-2 py-2"
    >
      <div
        role="gridcell"
        className="h-3 rounded-sm bg-wash-strong opacity-70"
        style={{ width: `${40 + ((index * 37) % 50)}%` }}
      >
        <span className="sr-only">Loading</span>
      </div>
    </div>
  );
});

interface RunLineProps {
  index: number;
  fold: Extract<RowFold, { type: 'fold' }>;
  items: readonly Evidence[];
  isActive: boolean;
  onAct: OnRowAction;
}

export function RunLine({ index, fold, items, isActive, onAct }: RunLineProps) {
  const place = { index, reply: -1 };
  const Icon = fold.isOpen ? ChevronDown : ChevronRight;
  return (
    <FoldedLine
      id={fold.isOpen ? undefined : rowId(place)}
      rowIndex={index + 1}
      isActive={isActive && !fold.isOpen}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={fold.isOpen}
        onClick={() => onAct({ type: 'run', place })}
        className="flex min-h-6 max-w-full items-center gap-1 text-xs text-ink-soft hover:text-ink"
      >
        <Icon size={14} aria-hidden="true" className="shrink-0" />
        <span className="truncate">{runLabel(items)}</span>
      </button>
    </FoldedLine>
  );
}

interface ThreadLineProps {
  index: number;
  count: number;
  isOpen: boolean;
  isLoading: boolean;
  onAct: OnRowAction;
}

export function ThreadLine({ index, count, isOpen, isLoading, onAct }: ThreadLineProps) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <FoldedLine id={undefined} rowIndex={index + 1} isActive={false}>
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={isOpen}
        aria-busy={isLoading}
        onClick={() => onAct({ type: 'thread', place: { index, reply: -1 } })}
        className="inline-flex min-h-6 items-center gap-1 text-xs text-ink-soft hover:text-ink @md:ml-[11.5rem] @2xl:ml-[14.75rem]"
      >
        <Icon size={14} aria-hidden="true" className="shrink-0" />
        {countText(count, 'reply', 'replies')}
      </button>
    </FoldedLine>
  );
}

function FoldedLine({
  id,
  rowIndex,
  isActive,
  children,
}: {
  id: string | undefined;
  rowIndex: number;
  isActive: boolean;
  children: ReactNode;
}) {
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={rowIndex}
      data-active={isActive || undefined}
      className="pl-7 data-active:bg-wash data-active:shadow-[inset_2px_0_0_var(--accent)] group-focus-visible/record:data-active:outline-2 group-focus-visible/record:data-active:-outline-offset-2 group-focus-visible/record:data-active:outline-accent"
    >
      <div role="gridcell">{children}</div>
    </div>
  );
}
