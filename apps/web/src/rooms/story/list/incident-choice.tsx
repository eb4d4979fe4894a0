import { useInfiniteQuery } from '@tanstack/react-query';
import { queries } from '../../../queries.ts';
import { Select } from '../../../ui/field.tsx';

/** One of the incidents that I can see, the newest first. */
export function IncidentChoice({
  value,
  onChoose,
  hint,
  isOptional = false,
}: {
  value: string;
  onChoose: (ref: string) => void;
  hint: string;
  isOptional?: boolean;
}) {
  const list = useInfiniteQuery(queries.incidents({}, 100));
  const incidents = list.data?.pages.flatMap((page) => page.items) ?? [];
  const known = incidents.map(({ ref, title }) => ({ value: ref, label: `${ref}  ${title}` }));
  const named = value === '' || known.some((one) => one.value === value) ? known : [{ value, label: value }, ...known];
  return (
    <Select label="Incident" value={value} choices={[{ value: '', label: isOptional ? 'None' : 'Choose one …' }, ...named]} hint={hint} onChoose={onChoose} />
  );
}
