import type { TimelineEvent } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { asTitle } from '@debrief/rules/people';
import { Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { useDesk } from './desk.ts';
import { listPerspectives, type PerspectiveKey, type View } from './event-order.ts';

interface TimelineHeadProps {
  events: readonly TimelineEvent[];
  shownCount: number;
  findingCount: number;
  view: View;
  compared: PerspectiveKey | null;
  chosenCount: number;
  onMerge: () => void;
  onAccounts: () => void;
  onNew: () => void;
  onMilestone: () => void;
}

export function TimelineHead({
  events,
  shownCount,
  findingCount,
  view,
  compared,
  chosenCount,
  onMerge,
  onAccounts,
  onNew,
  onMilestone,
}: TimelineHeadProps) {
  const desk = useDesk();
  const { incident } = desk;
  const views = listPerspectives(events);
  const others = views.filter(({ key }) => key !== (view === 'all' ? 'shared' : view));
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
      {chosenCount > 1 && incident.can.change && (
        <Button small keys="shift+c" onClick={onAccounts}>
          Accounts differ
        </Button>
      )}
      {(views.length > 1 || view !== 'all' || compared !== null) && (
        <>
          <Select
            label="Perspective"
            hideLabel
            // A comparison is between two of them.
            value={compared !== null && view === 'all' ? 'shared' : view}
            choices={[
              ...(compared === null ? [{ value: 'all', label: 'All perspectives' }] : []),
              ...toChoices(views, view === 'all' ? null : view),
            ]}
            onChoose={(next) => desk.setSearch({ view: next === 'all' ? undefined : next })}
            className="w-36"
          />
          <Select
            label="Compare with"
            hideLabel
            value={compared ?? ''}
            choices={[{ value: '', label: 'Compare with…' }, ...toChoices(others, compared)]}
            onChoose={(next) => desk.setSearch({ compare: next === '' ? undefined : next })}
            className="w-36"
          />
        </>
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

/** The selected perspective stays selectable after its last event was removed. */
function toChoices(
  perspectives: readonly { key: PerspectiveKey; name: string }[],
  selected: PerspectiveKey | null,
): { value: string; label: string }[] {
  const isListed = selected === null || perspectives.some(({ key }) => key === selected);
  return [
    ...perspectives.map(({ key, name }) => ({ value: key, label: asTitle(name) })),
    ...(isListed ? [] : [{ value: selected, label: selected.slice(selected.indexOf(':') + 1) }]),
  ];
}
