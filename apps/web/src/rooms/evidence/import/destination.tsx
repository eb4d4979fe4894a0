import { useInfiniteQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { Field, Select } from '../../../ui/field.tsx';
import { findIssue } from '../../../ui/problem.tsx';

interface DestinationProps {
  /** Null for a new one. */
  incident: string | null;
  onIncident: (incident: string | null) => void;
  title: string;
  onTitle: (title: string) => void;
  error: unknown;
}

export function Destination({ incident, onIncident, title, onTitle, error }: DestinationProps) {
  const { data } = useInfiniteQuery(queries.incidents({}));
  const known = (data?.pages.flatMap((page) => page.items) ?? []).filter((one) => one.can.import);
  const choices = [
    { value: '', label: 'New incident' },
    ...known.map((one) => ({ value: one.ref, label: `${one.ref}  ${one.title}` })),
  ];
  if (incident !== null && !known.some((one) => one.ref === incident))
    choices.push({ value: incident, label: incident });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Select
        label="Import into"
        value={incident ?? ''}
        choices={choices}
        onChoose={(ref) => onIncident(ref === '' ? null : ref)}
      />
      {incident === null && (
        <Field
          label="Incident title"
          required
          autoFocus
          value={title}
          onChange={(event) => onTitle(event.target.value)}
          onFocus={(event) => event.currentTarget.select()}
          placeholder="Search shows no results from the last two days"
          error={findIssue(error, 'title')}
        />
      )}
    </div>
  );
}
