import { useQuery } from '@tanstack/react-query';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Select } from '../../ui/field.tsx';

interface MappingSelectProps {
  value: string | null;
  onChoose: (mappingId: string | null) => void;
}

/** The saved mappings, for JSON records of another form. Nothing if none is saved. */
export function MappingSelect({ value, onChoose }: MappingSelectProps) {
  const { data } = useQuery(inboundQueries.mappings());
  if (!data || (data.items.length === 0 && value === null)) return null;
  return (
    <Select
      label="Read records with"
      hint="A mapping is saved in the import dialog, from a file with such records."
      value={value ?? ''}
      choices={[
        { value: '', label: 'The fields time, text, actor and kind' },
        ...data.items.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChoose={(id) => onChoose(id === '' ? null : id)}
      name="mappingId"
    />
  );
}
