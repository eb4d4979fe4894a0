import { eventFields as texts } from '@debrief/contract';
import { compareVersions, mergeVersions } from '../../data/merge-versions.ts';
import { VersionChoice } from '../../ui/version-choice.tsx';
import { useDesk } from './desk.ts';
import { eventFields, type FieldName, type Fields } from './event-fields.ts';
import { fieldText } from './field-words.ts';

interface ConflictViewProps {
  base: Fields;
  mine: Fields;
  theirs: Fields;
  by: string;
  onChoose: (fields: Fields) => void;
}

export function ConflictView({ base, mine, theirs, by, onChoose }: ConflictViewProps) {
  const { incident, personName } = useDesk();
  const comparison = compareVersions(eventFields, base, mine, theirs);
  return (
    <VersionChoice
      what="event"
      by={by}
      comparison={comparison}
      label={(name: FieldName) => texts[name].label}
      text={(name, side) =>
        fieldText(name, side === 'mine' ? mine : theirs, incident.zone, personName)
      }
      onChoose={(keep) => onChoose(mergeVersions(mine, theirs, keep))}
    />
  );
}
