import { useActions } from '../../ui/keys.ts';
import { useListCursor } from '../../ui/use-list-cursor.ts';
import { focusEvent } from './desk.ts';
import type { EventAct } from './event-row.tsx';
import { isFinding, type Row } from './rows.ts';

interface KeysInput {
  rows: readonly Row[];
  current: string | null;
  hasKeys: boolean;
  canChange: boolean;
  onAct: (act: EventAct, eventId: string) => void;
  onNew: () => void;
}

export function useTimelineKeys({
  rows,
  current,
  hasKeys,
  canChange,
  onAct,
  onNew,
}: KeysInput): void {
  const isDisabled = !hasKeys;
  const event = rows.find((one) => one.id === current);
  const act = (what: EventAct) =>
    event && (what === 'choose' || event.can.change) && onAct(what, event.id);
  const group = 'Timeline';
  useListCursor({
    group,
    row: 'event',
    isDisabled,
    rows: () => rows,
    isCurrent: (row) => row === event,
    goTo: (row) => (onAct('focus', row.id), focusEvent(row.id)),
  });
  useActions(group, [
    {
      label: 'Select this event',
      keys: 'x',
      isKeyOnly: true,
      isDisabled,
      run: () => act('choose'),
    },
    { label: 'Edit this event', keys: '↵', isKeyOnly: true, isDisabled, run: () => act('edit') },
    {
      label: 'Update the status of this hypothesis',
      keys: 's',
      also: 'test support rule out confirm',
      isDisabled: isDisabled || !event || !isFinding(event) || event.type !== 'hypothesis',
      run: () => act('step'),
    },
    {
      label: 'Confirm when this was known',
      keys: 'a',
      also: 'known at verify',
      isDisabled: isDisabled || !event || event.knownSince.basis !== 'first-mention',
      run: () => act('confirm'),
    },
    {
      label: 'Go to the next time to confirm',
      keys: 'shift+v',
      also: 'known at unconfirmed',
      isDisabled,
      run: () => act('unconfirmed'),
    },
    {
      label: 'Tag this event',
      keys: 't',
      also: 'label code codebook',
      isDisabled,
      run: () => act('tag'),
    },
    { label: 'Merge selected events', keys: 'm', isDisabled, run: () => act('merge') },
    {
      label: 'Compare the selected events as conflicting accounts',
      keys: 'shift+c',
      also: 'contradiction differ disagree',
      isDisabled,
      run: () => act('accounts'),
    },
    { label: 'Move one place earlier', keys: 'alt+arrowup', isDisabled, run: () => act('earlier') },
    { label: 'Move one place later', keys: 'alt+arrowdown', isDisabled, run: () => act('later') },
    {
      label: 'Set a milestone at this event',
      keys: 'shift+m',
      also: 'detected mitigated resolved duration',
      isDisabled: isDisabled || !event || isFinding(event),
      run: () => act('milestone'),
    },
    { label: 'Remove this event', keys: 'delete', isDisabled, run: () => act('remove') },
    {
      label: 'Add event without evidence',
      keys: 'n',
      also: 'recollection',
      isDisabled: !canChange,
      run: onNew,
    },
  ]);
}
