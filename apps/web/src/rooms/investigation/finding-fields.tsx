import { Plus, Trash2 } from 'lucide-react';
import { Button, IconButton } from '../../ui/button.tsx';
import { Checkbox, Field, Select, TextArea } from '../../ui/field.tsx';
import { TimeField } from '../../ui/time-field.tsx';
import type { FieldSpec } from './fields.ts';
import { parseList } from './form.ts';
import { AccountsField, StagesField } from './list-fields.tsx';

interface FindingFieldProps {
  field: FieldSpec;
  text: string;
  error: string | null;
  zone: string;
  roles: readonly string[];
  incident: string;
  onType: (text: string) => void;
}

export function FindingField({
  field,
  text,
  error,
  zone,
  roles,
  incident,
  onType,
}: FindingFieldProps) {
  const { label, hint, placeholder } = field;
  const shared = {
    label,
    error,
    ...(hint === undefined ? {} : { hint }),
    ...(placeholder === undefined ? {} : { placeholder }),
  };
  if (field.as === 'choice')
    return <Select label={label} value={text} choices={field.choices ?? []} onChoose={onType} />;
  if (field.as === 'time')
    return (
      <TimeField
        label={label}
        text={text}
        zone={zone}
        error={error}
        onType={onType}
        className="col-span-full"
        {...(field.isOptional && { hint, placeholder: '' })}
      />
    );
  if (field.as === 'options') return <Options text={text} error={error} onType={onType} />;
  if (field.as === 'stages') return <StagesField text={text} error={error} onType={onType} />;
  if (field.as === 'accounts')
    return <AccountsField text={text} error={error} incident={incident} onType={onType} />;
  if (field.as === 'windows')
    return <Windows text={text} error={error} zone={zone} onType={onType} />;
  if (field.as === 'prose')
    return (
      <TextArea
        {...shared}
        rows={2}
        value={text}
        maxLength={20_000}
        className="col-span-full"
        onChange={(event) => onType(event.target.value)}
      />
    );
  const mode = field.as === 'number' ? 'decimal' : 'text';
  return (
    <Field
      {...shared}
      value={text}
      maxLength={500}
      inputMode={mode}
      autoComplete="off"
      suggestions={field.suggests && roles}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

type ListProps = Pick<FindingFieldProps, 'text' | 'error' | 'onType'>;

function Options({ text, error, onType }: ListProps) {
  const options = parseList('options', text);
  const put = (next: typeof options) => onType(JSON.stringify(next));
  const change = (index: number, fields: Partial<(typeof options)[number]>) =>
    put(options.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  return (
    <fieldset className="col-span-full">
      <legend className="text-sm font-medium">Options with their trade-offs</legend>
      {options.map((option, index) => (
        <div
          key={index}
          className="mt-1 grid grid-cols-[1fr_auto] items-center gap-1 rounded-md border border-line p-2"
        >
          <Field
            label={`Option ${index + 1}`}
            hideLabel
            value={option.text}
            maxLength={500}
            placeholder={index === 0 ? 'Roll back' : 'Fix in place'}
            onChange={(event) => change(index, { text: event.target.value })}
          />
          <IconButton
            label={`Take option ${index + 1} away`}
            icon={<Trash2 size={14} />}
            onClick={() => put(options.filter((_, at) => at !== index))}
          />
          <Field
            label={`Trade-off of option ${index + 1}`}
            hideLabel
            value={option.tradeOff}
            maxLength={20_000}
            placeholder="Quick, but loses what the new tooling found"
            onChange={(event) => change(index, { tradeOff: event.target.value })}
          />
          <Checkbox
            label={
              <>
                taken<span className="sr-only"> (option {index + 1})</span>
              </>
            }
            checked={option.isChosen}
            onChange={(event) => change(index, { isChosen: event.target.checked })}
          />
        </div>
      ))}
      {error && <p className="mt-1 text-xs font-medium text-danger">{error}</p>}
      <Button
        small
        look="quiet"
        className="mt-1"
        icon={<Plus size={14} />}
        onClick={() => put([...options, { text: '', tradeOff: '', isChosen: false }])}
      >
        Option
      </Button>
    </fieldset>
  );
}

function Windows({ text, error, zone, onType }: ListProps & { zone: string }) {
  const windows = parseList('windows', text);
  const put = (next: typeof windows) => onType(JSON.stringify(next));
  const change = (index: number, fields: Partial<(typeof windows)[number]>) =>
    put(windows.map((one, at) => (at === index ? { ...one, ...fields } : one)));
  return (
    <fieldset className="col-span-full">
      <legend className="text-sm font-medium">When it hurt</legend>
      {windows.map((window, index) => (
        <div key={index} className="mt-1 grid grid-cols-[1fr_auto] items-start gap-2">
          <TimeField
            label={`From (${index + 1})`}
            text={window.from}
            zone={zone}
            onType={(from) => change(index, { from })}
          />
          <IconButton
            label={`Take window ${index + 1} away`}
            className="mt-6"
            icon={<Trash2 size={14} />}
            onClick={() => put(windows.filter((_, at) => at !== index))}
          />
          <TimeField
            label={`Until (${index + 1})`}
            text={window.until}
            zone={zone}
            hint="Leave empty if ongoing"
            placeholder=""
            onType={(until) => change(index, { until })}
          />
        </div>
      ))}
      {error && <p className="mt-1 text-xs font-medium text-danger">{error}</p>}
      <Button
        small
        look="quiet"
        className="mt-1"
        icon={<Plus size={14} />}
        onClick={() => put([...windows, { from: '', until: '' }])}
      >
        Window
      </Button>
    </fieldset>
  );
}
