import type { EntryType } from '@debrief/contract';
import { EntryEditor } from '../investigation/index.ts';
import { focusEvent, useDesk } from './desk.ts';

/** An entry that is being written down, above the timeline that it will stand in. */
export function NewEntry({ type }: { type: EntryType }) {
  const { place, blankEntry, edit, setSearch } = useDesk();
  const close = (savedId: string | null) => {
    edit(null);
    if (savedId === null) return;
    setSearch({ event: savedId });
    focusEvent(savedId);
  };
  return (
    <EntryEditor
      key={type}
      isNew
      entry={blankEntry(type)}
      place={place}
      onStep={() => undefined}
      onClose={close}
      onReopen={() => edit(`new-${type}`)}
    />
  );
}
