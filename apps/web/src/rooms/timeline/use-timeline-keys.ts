import type { TimelineEvent } from '@debrief/contract';
import { useActions } from '../../ui/keys.ts';
import { focusEvent } from './desk.ts';
import type { EventAct } from './event-row.tsx';

interface KeysInput {
  events: readonly TimelineEvent[];
  current: string | null;
  hasKeys: boolean;
  canChange: boolean;
  onAct: (act: EventAct, eventId: string) => void;
  onNew: () => void;
}

/** The keys of the timeline, while it has them. */
export function useTimelineKeys({ events, current, hasKeys, canChange, onAct, onNew }: KeysInput): void {
  const isDisabled = !hasKeys;
  const event = events.find((one) => one.id === current);
  const move = (by: number) => {
    const at = events.findIndex((one) => one.id === current);
    const next = events[Math.max(0, Math.min(events.length - 1, at + by))];
    if (!next) return;
    onAct('focus', next.id);
    focusEvent(next.id);
  };
  const act = (what: EventAct) => event && (what === 'choose' || event.can.change) && onAct(what, event.id);
  const group = 'Timeline';
  useActions([
    { id: 'timeline.next', group, label: 'Next event', keys: 'j', isKeyOnly: true, isDisabled, run: () => move(1) },
    { id: 'timeline.previous', group, label: 'Previous event', keys: 'k', isKeyOnly: true, isDisabled, run: () => move(-1) },
    { id: 'timeline.down', group, label: 'Next event', keys: 'arrowdown', isKeyOnly: true, isDisabled, run: () => move(1) },
    { id: 'timeline.up', group, label: 'Previous event', keys: 'arrowup', isKeyOnly: true, isDisabled, run: () => move(-1) },
    { id: 'timeline.choose', group, label: 'Choose this event', keys: 'x', isKeyOnly: true, isDisabled, run: () => act('choose') },
    { id: 'timeline.edit', group, label: 'Edit this event', keys: '↵', isKeyOnly: true, isDisabled, run: () => act('edit') },
    { id: 'timeline.merge', group, label: 'Merge the chosen events', keys: 'm', isDisabled, run: () => act('merge') },
    { id: 'timeline.earlier', group, label: 'Move one place earlier', keys: 'alt+arrowup', isDisabled, run: () => act('earlier') },
    { id: 'timeline.later', group, label: 'Move one place later', keys: 'alt+arrowdown', isDisabled, run: () => act('later') },
    { id: 'timeline.remove', group, label: 'Remove this event', keys: 'delete', isDisabled, run: () => act('remove') },
    { id: 'timeline.new', group, label: 'Write down an event without evidence', keys: 'n', also: 'recollection', isDisabled: !canChange, run: onNew },
  ]);
}
