import type { Safeguard } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useState, type ChangeEvent } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSafeguardChange } from './use-safeguard-change.ts';

interface SafeguardDialogProps {
  incident: string;
  /** Null for a new one. */
  safeguard: Safeguard | null;
  onClose: () => void;
}

const intervals = [
  { value: '15000', label: 'Every 15 seconds' },
  { value: '30000', label: 'Every 30 seconds' },
  { value: '60000', label: 'Every minute' },
  { value: '300000', label: 'Every 5 minutes' },
] as const;

const exampleRules = `groups:
  - name: search
    rules:
      - alert: SearchFreshness
        expr: search_freshness_probe_age_seconds > 1800
        for: 5m`;

type Kind = 'alert' | 'checks';
const kinds: { value: Kind; label: string }[] = [
  { value: 'alert', label: 'Alert' },
  { value: 'checks', label: 'Data checks' },
];
const exampleChecks = `apiVersion: debrief/v1
kind: Safeguard
metadata: { id: orders }
target: { dataset: silver.orders, path: orders-*.parquet }
checks:
  - type: nullValues
    property: user_id
    warn: { percent: { mustBeLessOrEqualTo: 1 } }
    halt: { percent: { mustBeLessOrEqualTo: 5 } }`;

/** An alert rule, who gets it, and series to prove it with if the record has no measurements. */
export function SafeguardDialog({ incident, safeguard, onClose }: SafeguardDialogProps) {
  const [id] = useState(() => crypto.randomUUID());
  const [given, setGiven] = useState({
    name: safeguard?.name ?? '',
    alert: safeguard?.alert ?? '',
    rules: safeguard?.rules ?? '',
    checks: safeguard?.checks ?? '',
    routing: safeguard?.routing ?? '',
    silences: safeguard?.silences ?? '',
    interval: String(safeguard?.intervalMs ?? 60_000),
    incidentSeries: safeguard?.incidentSeries ?? '',
    healthySeries: safeguard?.healthySeries ?? '',
    followUpId: safeguard?.followUpId ?? '',
  });
  const [kind, setKind] = useState<Kind>(safeguard?.checks ? 'checks' : 'alert');
  const { data: followUps } = useQuery(queries.followUps(incident));
  const set =
    (name: keyof typeof given) => (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setGiven((before) => ({ ...before, [name]: event.target.value }));
  const { name, checks, interval, followUpId, ...texts } = given;
  const common = { name, followUpId: followUpId === '' ? null : followUpId };
  const definition =
    kind === 'checks'
      ? { ...common, checks }
      : { ...common, ...texts, intervalMs: Number(interval) };
  const save = useSafeguardChange(incident, {
    send: () =>
      safeguard
        ? api.safeguard.change({ id: safeguard.id, version: safeguard.version, ...definition })
        : api.safeguard.add({ incident, id, ...definition }),
    done: () => (safeguard ? 'Safeguard changed' : 'Safeguard added'),
    onDone: onClose,
  });
  return (
    <FormDialog
      size="wide"
      title={safeguard ? 'Edit safeguard' : 'Add safeguard'}
      lead="An alert or data checks that should catch this the next time. Changing them removes the proof."
      submit={safeguard ? 'Save' : 'Add'}
      save={save}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="name"
        required
        maxLength={200}
        value={given.name}
        onChange={set('name')}
      />
      {!safeguard && (
        <Select label="Kind" name="kind" value={kind} choices={kinds} onChoose={setKind} />
      )}
      {kind === 'checks' ? (
        <TextArea
          label="Checks"
          name="checks"
          required
          mono
          rows={12}
          value={given.checks}
          placeholder={exampleChecks}
          hint="A document of kind Safeguard in YAML. Paths are names of the files that prove it."
          onChange={set('checks')}
        />
      ) : (
        <AlertFields
          given={given}
          set={set}
          onInterval={(interval) => setGiven((before) => ({ ...before, interval }))}
        />
      )}
      <Select
        label="Follow-up (optional)"
        name="followUpId"
        value={given.followUpId}
        choices={[
          { value: '', label: 'None' },
          ...(followUps?.items ?? []).map((one) => ({ value: one.id, label: one.text })),
        ]}
        onChoose={(value) => setGiven((before) => ({ ...before, followUpId: value }))}
      />
    </FormDialog>
  );
}

interface AlertFieldsProps {
  given: Record<
    'alert' | 'rules' | 'routing' | 'silences' | 'interval' | 'incidentSeries' | 'healthySeries',
    string
  >;
  set: (
    name: 'alert' | 'rules' | 'routing' | 'silences' | 'incidentSeries' | 'healthySeries',
  ) => (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
  onInterval: (interval: string) => void;
}

function AlertFields({ given, set, onInterval }: AlertFieldsProps) {
  return (
    <>
      <TextArea
        label="Alert rules"
        name="rules"
        required
        mono
        rows={8}
        value={given.rules}
        placeholder={exampleRules}
        hint="A rule file of Prometheus."
        onChange={set('rules')}
      />
      <Field
        label="Alert (optional)"
        name="alert"
        value={given.alert}
        hint="The one that has to fire, if the file has several."
        onChange={set('alert')}
      />
      <TextArea
        label="Routing (optional)"
        name="routing"
        mono
        rows={4}
        value={given.routing}
        hint="An Alertmanager configuration. Only routes, inhibitions, time intervals and names of receivers are kept."
        onChange={set('routing')}
      />
      <TextArea
        label="Silences (optional)"
        name="silences"
        mono
        rows={2}
        value={given.silences}
        placeholder={
          '[{"matchers": [{"name": "service", "value": "search", "isRegex": false}], …}]'
        }
        hint="The JSON of GET /api/v2/silences of Alertmanager, or of amtool silence query -o json."
        onChange={set('silences')}
      />
      <TextArea
        label="Series of the incident (optional)"
        name="incidentSeries"
        mono
        rows={3}
        value={given.incidentSeries}
        placeholder={'probe_age_seconds{env="production"} 150 300x5 2000+60x20'}
        hint="In promtool's notation. Empty: the measurements in the record."
        onChange={set('incidentSeries')}
      />
      <TextArea
        label="Series of a healthy window (optional)"
        name="healthySeries"
        mono
        rows={3}
        value={given.healthySeries}
        placeholder={'probe_age_seconds{env="production"} 150+1x40'}
        hint="Empty: the measurements of the record, as long as the incident, until a day before it."
        onChange={set('healthySeries')}
      />
      <Select
        label="Evaluated, if a group has no interval"
        name="intervalMs"
        value={given.interval}
        choices={
          intervals.some(({ value }) => value === given.interval)
            ? intervals
            : [
                ...intervals,
                { value: given.interval, label: `Every ${Number(given.interval) / 1_000} seconds` },
              ]
        }
        onChoose={onInterval}
      />
    </>
  );
}
