import type { Incident, Suspects } from '@debrief/contract';
import { focusSoon } from '../../../ui/focus-soon.ts';
import { useActions } from '../../../ui/keys.ts';
import { findCurrentRow, useListCursor } from '../../../ui/use-list-cursor.ts';
import { addToTimeline } from './add-to-timeline.ts';
import { componentKey, toJudged } from './component-suspect.ts';
import { entryId } from './suspect-entry.tsx';
import type { Judged } from './verdict-dialog.tsx';

/** A row of the screen. */
export interface SuspectEntryRow {
  key: string;
  /** Null if it can't be cited. */
  judged: Judged['suspect'] | null;
}

/** A change can be in both lists. */
export const slowKey = (itemId: string) => `slow:${itemId}`;

/** So many changes are shown at first, so that components and stages stay near. */
export const shortList = 8;

/** The rows from top to bottom; those that are folded are not among them. */
export function listRows(
  data: Suspects | undefined,
  { isAllOpen, isSlowOpen }: { isAllOpen: boolean; isSlowOpen: boolean },
): SuspectEntryRow[] {
  if (!data) return [];
  const { suspects, slow } = data.changes;
  const toRow = (key: string, change: (typeof suspects)[number]): SuspectEntryRow => ({
    key,
    judged: change.isInSources ? { title: change.title, evidenceId: change.evidenceId } : null,
  });
  return [
    ...suspects
      .slice(0, isAllOpen ? undefined : shortList)
      .map((change) => toRow(change.itemId, change)),
    ...(isSlowOpen ? slow.map((change) => toRow(slowKey(change.itemId), change)) : []),
    ...(data.components?.suspects ?? []).map((one) => ({
      key: componentKey(one),
      judged: toJudged(one),
    })),
  ];
}

interface SuspectKeys {
  incident: Incident;
  canChange: boolean;
  rows: readonly SuspectEntryRow[];
  selected: string | undefined;
  select: (key: string) => void;
  onJudge: (suspect: Judged['suspect'], verdict: Judged['verdict']) => void;
  onAsk: () => void;
}

/** Moves through the rows and judges the current one. */
export function useSuspectKeys({
  incident,
  canChange,
  rows,
  selected,
  select,
  onJudge,
  onAsk,
}: SuspectKeys): void {
  const group = 'Suspects';
  const current = findCurrentRow(rows, ({ key }) => key === selected, selected);
  const judged = canChange ? (current?.judged ?? null) : null;
  useListCursor({
    group,
    row: 'suspect',
    rows: () => rows,
    isCurrent: ({ key }) => key === selected,
    goTo: ({ key }) => {
      select(key);
      focusSoon(() => document.getElementById(entryId(key)));
    },
  });
  const isDisabled = judged === null;
  useActions(group, [
    {
      label: 'Confirm suspect',
      keys: 'a',
      isDisabled,
      run: () => judged && onJudge(judged, 'confirmed'),
    },
    {
      label: 'Dismiss suspect',
      keys: 'shift+d',
      isDisabled,
      run: () => judged && onJudge(judged, 'dismissed'),
    },
    {
      label: 'Add to timeline',
      keys: 'e',
      isDisabled,
      run: () => judged && addToTimeline(incident, judged),
    },
    { label: 'Change the symptom', keys: 's', run: onAsk },
  ]);
}
