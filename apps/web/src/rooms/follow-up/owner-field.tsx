import { followUpFields, type FollowUpOwner } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../data/queries.ts';
import { Field, Select } from '../../ui/field.tsx';
import type { FollowUpForm } from './form.ts';

interface OwnerFieldProps {
  form: FollowUpForm;
  kept: FollowUpOwner | null;
  error: string | null | undefined;
  onChange: (fields: Partial<FollowUpForm>) => void;
}

export function OwnerField({ form, kept, error, onChange }: OwnerFieldProps) {
  const { data: session } = useQuery(queries.session());
  const { data: accounts } = useQuery(queries.accounts());
  const mine = session?.account?.id;
  const known = (accounts?.items ?? []).filter((account) => !account.isDisabled);
  const listed = known.map((account) => ({
    value: `account:${account.id}`,
    label: account.id === mine ? `${account.name} (you)` : account.name,
  }));
  const keptOne =
    kept?.type === 'account' && !known.some((account) => account.id === kept.accountId)
      ? [{ value: `account:${kept.accountId}`, label: kept.name }]
      : [];
  const choices = [
    { value: 'none', label: 'Unassigned' },
    ...listed.toSorted(
      (one, other) => Number(other.label.endsWith('(you)')) - Number(one.label.endsWith('(you)')),
    ),
    ...keptOne,
    { value: 'team', label: 'A team, by name' },
    { value: 'person', label: 'Someone without an account' },
  ];
  const isNamed = form.owner === 'team' || form.owner === 'person';
  return (
    <div className="grid grid-cols-1 gap-3 @sm:grid-cols-2">
      <Select
        label={followUpFields.owner.label}
        value={form.owner}
        choices={choices}
        error={error}
        onChoose={(owner) => onChange({ owner })}
      />
      {isNamed && (
        <Field
          label={form.owner === 'team' ? 'Team' : 'Person'}
          value={form.ownerName}
          maxLength={200}
          placeholder={form.owner === 'team' ? 'Search' : 'Ada Lark'}
          onChange={(event) => onChange({ ownerName: event.target.value })}
        />
      )}
    </div>
  );
}
