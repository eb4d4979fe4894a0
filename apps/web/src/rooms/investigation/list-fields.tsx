import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { queries } from '../../data/queries.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { parseList } from './form.ts';

interface ListFieldProps {
  text: string;
  error: string | null;
  onType: (text: string) => void;
}

/** The counts of a comparison, one stage below the other. */
export function StagesField({ text, error, onType }: ListFieldProps) {
  const stages = parseList('stages', text);
  const put = (next: typeof stages) => onType(JSON.stringify(next));
  const change = (index: number, fields: Partial<(typeof stages)[number]>) =>
    put(stages.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  return (
    <ListField
      legend="Counts, stage by stage"
      add="Stage"
      error={error}
      onAdd={() => put([...stages, { name: '', count: '', expectedLoss: '', definition: '' }])}
    >
      {stages.map((stage, index) => (
        <Entry
          key={index}
          label={`Remove stage ${index + 1}`}
          onRemove={() => put(stages.filter((_, at) => at !== index))}
        >
          <div className="grid grid-cols-2 gap-2 @sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)]">
            <Field
              label={`Stage ${index + 1}`}
              value={stage.name}
              maxLength={500}
              placeholder={['source', 'bronze', 'silver'][index] ?? 'gold'}
              className="col-span-2 @sm:col-span-1"
              onChange={(event) => change(index, { name: event.target.value })}
            />
            <Field
              label="Count"
              value={stage.count}
              inputMode="decimal"
              onChange={(event) => change(index, { count: event.target.value })}
            />
            {index > 0 && (
              <Field
                label="Expected loss, %"
                value={stage.expectedLoss}
                inputMode="decimal"
                placeholder="0"
                onChange={(event) => change(index, { expectedLoss: event.target.value })}
              />
            )}
          </div>
          <Field
            label={`Definition of stage ${index + 1}`}
            hideLabel
            value={stage.definition}
            maxLength={20_000}
            placeholder="What is counted: orders by UTC day, without test accounts"
            onChange={(event) => change(index, { definition: event.target.value })}
          />
        </Entry>
      ))}
    </ListField>
  );
}

/** The accounts that differ, each with its event in the timeline if there is one. */
export function AccountsField({
  text,
  error,
  incident,
  onType,
}: ListFieldProps & { incident: string }) {
  const { data } = useQuery(queries.timeline(incident));
  const accounts = parseList('accounts', text);
  const put = (next: typeof accounts) => onType(JSON.stringify(next));
  const change = (index: number, fields: Partial<(typeof accounts)[number]>) =>
    put(accounts.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  const choices = (eventId: string | null) => [
    { value: '', label: 'No event' },
    ...(data?.events ?? []).map(({ id, title }) => ({ value: id, label: title })),
    ...(eventId !== null && data && !data.events.some(({ id }) => id === eventId)
      ? [{ value: eventId, label: 'An event that was removed' }]
      : []),
  ];
  return (
    <ListField
      legend="Accounts"
      add="Account"
      error={error}
      onAdd={() => put([...accounts, { eventId: null, whose: '', says: '' }])}
    >
      {accounts.map((account, index) => (
        <Entry
          key={index}
          label={`Remove account ${index + 1}`}
          onRemove={() => put(accounts.filter((_, at) => at !== index))}
        >
          <Field
            label={`Account ${index + 1}: whose?`}
            value={account.whose}
            maxLength={500}
            placeholder={index === 0 ? 'the support team' : 'the search on-call'}
            onChange={(event) => change(index, { whose: event.target.value })}
          />
          <TextArea
            label={`What account ${index + 1} says`}
            hideLabel
            rows={2}
            value={account.says}
            maxLength={20_000}
            placeholder="What they saw or remember"
            onChange={(event) => change(index, { says: event.target.value })}
          />
          <Select
            label={`Event of account ${index + 1}`}
            hideLabel
            value={account.eventId ?? ''}
            choices={choices(account.eventId)}
            onChoose={(id) => change(index, { eventId: id === '' ? null : id })}
          />
        </Entry>
      ))}
    </ListField>
  );
}

function ListField({
  legend,
  add,
  error,
  onAdd,
  children,
}: {
  legend: string;
  add: string;
  error: string | null;
  onAdd: () => void;
  children: ReactNode;
}) {
  return (
    <fieldset className="col-span-full">
      <legend className="text-sm font-medium">{legend}</legend>
      {children}
      {error && <p className="mt-1 text-xs font-medium text-danger">{error}</p>}
      <Button small look="quiet" className="mt-1" icon={<Plus size={14} />} onClick={onAdd}>
        {add}
      </Button>
    </fieldset>
  );
}

function Entry({
  label,
  onRemove,
  children,
}: {
  label: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <div className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1 rounded-md border border-line p-2">
      <div className="grid gap-2">{children}</div>
      <IconButton label={label} icon={<Trash2 size={14} />} onClick={onRemove} />
    </div>
  );
}
