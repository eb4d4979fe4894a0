import type { RoutingRule, RuleCondition } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { inboundKey } from '../../data/inbound-calls.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { inboundQueries } from '../../data/queries/inbound.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { RulePreview } from './rule-preview.tsx';

interface RuleDialogProps {
  endpointId: string;
  /** Null for a new one. */
  rule: RoutingRule | null;
  onClose: () => void;
}

const targets = [
  { value: 'own', label: 'Incidents with the service of the record' },
  { value: 'named', label: 'Incidents with this service' },
  { value: 'none', label: 'No incident' },
] as const;
type Target = (typeof targets)[number]['value'];

const toTarget = (service: string | null): Target =>
  service === null ? 'none' : service === '*' ? 'own' : 'named';

/** Adds or changes a rule, with the latest records that it matches. */
export function RuleDialog({ endpointId, rule, onClose }: RuleDialogProps) {
  const [stream, setStream] = useState(rule?.stream ?? '');
  const [conditions, setConditions] = useState<readonly RuleCondition[]>(
    rule?.conditions ?? [{ field: 'service', value: '' }],
  );
  const [target, setTarget] = useState<Target>(toTarget(rule === null ? '*' : rule.service));
  const [named, setNamed] = useState(rule?.service && rule.service !== '*' ? rule.service : '');
  const { data: names } = useQuery(queries.libraryNames());
  const service = target === 'own' ? '*' : target === 'none' ? null : named;
  const fields = { id: endpointId, stream, conditions: [...conditions], service };
  const calls = api['organization-inbound'];
  const save = useMutation({
    mutationFn: () =>
      rule === null
        ? calls.addRule(fields)
        : calls.changeRule({ ...fields, rule: rule.id, version: rule.version }),
    onSuccess: (saved) => {
      queryClient.setQueryData(inboundQueries.routingRules(endpointId).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: inboundKey(null) });
      onClose();
    },
  });
  const setCondition = (index: number, next: RuleCondition) =>
    setConditions(conditions.map((one, place) => (place === index ? next : one)));
  return (
    <FormDialog
      size="wide"
      onClose={onClose}
      title={rule === null ? 'New rule' : `Edit “${rule.stream}”`}
      lead="The first rule that matches a record decides."
      save={save}
      submit={rule === null ? 'Add rule' : 'Save rule'}
    >
      <Field
        label="Name"
        placeholder="Order alerts"
        hint="Incidents show the records in a stream with this name."
        required
        autoFocus
        value={stream}
        onChange={(event) => setStream(event.target.value)}
        name="stream"
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Records</legend>
        {conditions.length === 0 && (
          <p className="text-sm text-ink-soft">Every record that arrives.</p>
        )}
        {conditions.map((condition, index) => (
          <ConditionFields
            key={index}
            {...{ condition, index }}
            onChange={(next) => setCondition(index, next)}
            onRemove={() => setConditions(conditions.filter((_, place) => place !== index))}
          />
        ))}
        <Button
          small
          className="mt-2"
          icon={<Plus size={14} />}
          onClick={() => setConditions([...conditions, { field: 'label', name: '', value: '' }])}
        >
          Add condition
        </Button>
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="Add to"
          value={target}
          choices={targets}
          onChoose={setTarget}
          name="target"
        />
        {target === 'named' && (
          <Field
            label="Service"
            required
            placeholder="orders"
            suggestions={names?.services}
            value={named}
            onChange={(event) => setNamed(event.target.value)}
            name="service"
          />
        )}
      </div>
      <RulePreview input={{ ...fields, ...(rule && { rule: rule.id }) }} />
    </FormDialog>
  );
}

const conditionFields = [
  { value: 'service', label: 'Service' },
  { value: 'source', label: 'Source' },
  { value: 'label', label: 'Label' },
] as const;

interface ConditionFieldsProps {
  condition: RuleCondition;
  index: number;
  onChange: (next: RuleCondition) => void;
  onRemove: () => void;
}

function ConditionFields({ condition, index, onChange, onRemove }: ConditionFieldsProps) {
  const { field, value } = condition;
  const at = `conditions.${index}`;
  return (
    <div className="mt-2 flex flex-wrap items-end gap-2 sm:flex-nowrap">
      <Select
        label="Field"
        hideLabel={index > 0}
        className="w-28 shrink-0"
        value={field}
        choices={conditionFields}
        onChoose={(next) =>
          onChange(next === 'label' ? { field: next, name: '', value } : { field: next, value })
        }
      />
      {condition.field === 'label' && (
        <Field
          label="Label"
          hideLabel={index > 0}
          className="min-w-32 flex-1"
          required
          placeholder="Label, such as severity"
          value={condition.name}
          onChange={(event) => onChange({ ...condition, name: event.target.value })}
          name={`${at}.name`}
        />
      )}
      <Field
        label="Value, * for any ending"
        hideLabel={index > 0}
        className="min-w-32 flex-1"
        required
        placeholder={field === 'label' ? 'Value, such as page' : 'Value, such as orders*'}
        value={value}
        onChange={(event) => onChange({ ...condition, value: event.target.value })}
        name={`${at}.value`}
      />
      <Button look="quiet" className="px-2!" aria-label="Remove condition" onClick={onRemove}>
        <X size={15} />
      </Button>
    </div>
  );
}
