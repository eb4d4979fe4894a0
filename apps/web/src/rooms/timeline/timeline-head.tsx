import type { TimelineEvent } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { useDesk } from './desk.ts';
import { toPerspectiveKey, type View } from './event-order.ts';

interface TimelineHeadProps {
  events: readonly TimelineEvent[];
  shownCount: number;
  findingCount: number;
  view: View;
  chosenCount: number;
  onMerge: () => void;
  onNew: () => void;
  onMilestone: () => void;
}

export function TimelineHead({
  events,
  shownCount,
  findingCount,
  view,
  chosenCount,
  onMerge,
  onNew,
  onMilestone,
}: TimelineHeadProps) {
  const desk = useDesk();
  const { incident } = desk;
  const views = viewChoices(events, view);
  return (
    <header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 px-3 pt-1.5">
      <h2 className="mr-auto text-sm font-semibold xl:mr-0">Timeline</h2>
      {/* Two panes leave no room for it at 1024 pixels; on a phone, the tab has the count. */}
      <p className="tabular flex-1 truncate text-xs text-ink-soft max-xl:sr-only">
        {shownCount === events.length
          ? countText(events.length, 'event')
          : `${shownCount} of ${countText(events.length, 'event')}`}
        {findingCount > 0 && ` · ${countText(findingCount, 'finding', 'findings')}`}
      </p>
      {chosenCount > 1 && incident.can.change && (
        <Button small keys="m" onClick={onMerge}>
          Merge {chosenCount}
        </Button>
      )}
      {views.length > 2 && (
        <Select
          label="Perspective"
          hideLabel
          value={view}
          choices={views}
          onChoose={(next) => desk.setSearch({ view: next === 'all' ? undefined : next })}
          className="w-36"
        />
      )}
      {incident.can.change && (
        <>
          <Button
            small
            look="quiet"
            icon={<Plus size={14} />}
            title="Add event without evidence"
            onClick={onNew}
          >
            Event
          </Button>
          <Button
            small
            look="quiet"
            icon={<Plus size={14} />}
            title="When it started, was detected, mitigated … (Shift M)"
            onClick={onMilestone}
          >
            Milestone
          </Button>
        </>
      )}
    </header>
  );
}

function viewChoices(
  events: readonly TimelineEvent[],
  view: View,
): { value: View; label: string }[] {
  const own = new Map<View, string>();
  for (const event of events)
    if (event.perspective.type !== 'shared')
      own.set(toPerspectiveKey(event), event.perspectiveName ?? 'one person');
  if (view !== 'all' && view !== 'shared' && !own.has(view))
    own.set(view, view.slice(view.indexOf(':') + 1));
  return [
    { value: 'all' as const, label: 'All perspectives' },
    { value: 'shared' as const, label: 'Shared' },
    ...[...own].map(([value, label]) => ({ value, label })),
  ];
}
