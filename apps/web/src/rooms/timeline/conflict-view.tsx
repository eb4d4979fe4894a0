import { VersionChoice } from '../../ui/version-choice.tsx';
import { combined, compare, fieldLabels, type FieldName, type Fields } from './conflict.ts';
import { useDesk } from './desk.ts';
import { fieldText } from './field-words.ts';

interface ConflictViewProps {
  base: Fields;
  mine: Fields;
  theirs: Fields;
  /** Who made the other version. */
  by: string;
  onChoose: (fields: Fields) => void;
}

/** Two versions of one event side by side. */
export function ConflictView({ base, mine, theirs, by, onChoose }: ConflictViewProps) {
  const desk = useDesk();
  const { both, mine: byMe, theirs: byThem } = compare(base, mine, theirs);
  const text = (field: FieldName, fields: Fields) =>
    fieldText(field, fields, desk.incident.zone, desk.personName);
  return (
    <VersionChoice
      what="event"
      by={by}
      both={both.map((name) => ({
        name,
        label: fieldLabels[name],
        mine: text(name, mine),
        theirs: text(name, theirs),
      }))}
      byMe={byMe.map((name) => fieldLabels[name])}
      byThem={byThem.map((name) => fieldLabels[name])}
      onChoose={(side) => onChoose(combined(base, mine, theirs, side))}
    />
  );
}
