import { eventFields, type Perspective } from '@debrief/contract';
import { Field, Select } from '../../ui/field.tsx';
import { useDesk } from './desk.ts';

interface PerspectiveFieldProps {
  value: Perspective;
  onChange: (value: Perspective) => void;
  error: string | null;
}

export function PerspectiveField({ value, onChange, error }: PerspectiveFieldProps) {
  const { people, personName } = useDesk();
  const known =
    value.type === 'person' && !people.some((person) => person.personId === value.personId);
  const choices = [
    { value: 'shared', label: 'Shared' },
    { value: 'team', label: 'A team…' },
    { value: 'customer', label: 'A customer…' },
    ...(value.type === 'person' && known
      ? [{ value: value.personId, label: personName(value.personId) }]
      : []),
    ...people.map((person) => ({ value: person.personId, label: person.name })),
  ];
  const choose = (chosen: string) => {
    if (chosen === 'shared') onChange({ type: 'shared' });
    else if (chosen === 'team') onChange({ type: 'team', team: '' });
    else if (chosen === 'customer') onChange({ type: 'customer', customer: '' });
    else onChange({ type: 'person', personId: chosen });
  };
  return (
    <>
      <Select
        label={eventFields.perspective.label}
        value={value.type === 'person' ? value.personId : value.type}
        choices={choices}
        onChoose={choose}
      />
      {value.type === 'team' && (
        <Field
          label="Team"
          value={value.team}
          maxLength={120}
          error={error}
          onChange={(event) => onChange({ type: 'team', team: event.target.value })}
        />
      )}
      {value.type === 'customer' && (
        <Field
          label="Customer"
          value={value.customer}
          maxLength={120}
          error={error}
          onChange={(event) => onChange({ type: 'customer', customer: event.target.value })}
        />
      )}
    </>
  );
}
