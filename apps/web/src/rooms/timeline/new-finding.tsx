import type { FindingType } from '@debrief/contract';
import { FindingEditor } from '../investigation/index.ts';
import { focusEvent, useDesk } from './desk.ts';

export function NewFinding({ type }: { type: FindingType }) {
  const { place, blankFinding, edit, setSearch } = useDesk();
  const close = (savedId: string | null) => {
    edit(null);
    if (savedId === null) return;
    setSearch({ event: savedId });
    focusEvent(savedId);
  };
  return (
    <FindingEditor
      key={type}
      isNew
      finding={blankFinding(type)}
      place={place}
      onStep={() => undefined}
      onClose={close}
      onReopen={() => edit(`new-${type}`)}
    />
  );
}
