import { incidentFields } from '@debrief/contract';
import { bindFields } from '../../ui/bind-fields.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import type { IncidentDraft } from './incident-draft.ts';
import { modeChoices, severityChoices, statusChoices, statusWords } from './words.ts';

interface IncidentFieldsProps {
  draft: IncidentDraft;
  onChange: (draft: IncidentDraft) => void;
}

export function IncidentFields({ draft, onChange }: IncidentFieldsProps) {
  const field = bindFields<'title' | 'summary' | 'services' | 'teams'>(
    incidentFields,
    draft,
    (fields) => onChange({ ...draft, ...fields }),
  );
  const statuses =
    draft.status === 'merged'
      ? [...statusChoices, { value: 'merged' as const, label: statusWords.merged.label }]
      : statusChoices;
  return (
    <div className="flex flex-col gap-4">
      <Field
        {...field('title')}
        required
        autoFocus
        placeholder="Search shows no results from the last two days"
        hint="What people noticed, rather than what turned out to be behind it."
      />
      <TextArea {...field('summary')} rows={3} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={incidentFields.severity.label}
          value={draft.severity}
          choices={severityChoices}
          onChoose={(severity) => onChange({ ...draft, severity })}
          name="severity"
        />
        <Select
          label={incidentFields.status.label}
          value={draft.status}
          choices={statuses}
          onChoose={(status) => onChange({ ...draft, status })}
          hint={statusWords[draft.status].hint}
        />
        <Select
          label={incidentFields.mode.label}
          value={draft.mode}
          choices={modeChoices}
          onChoose={(mode) => onChange({ ...draft, mode })}
        />
        <ZoneField
          label={incidentFields.zone.label}
          value={draft.zone}
          onType={(zone) => onChange({ ...draft, zone })}
          hint="Where most of it happened."
          name="zone"
        />
        <Field
          {...field('services')}
          placeholder="search, catalog"
          hint="What was affected, with commas between."
        />
        <Field
          {...field('teams')}
          placeholder="Search, Data platform"
          hint="Teams that were involved."
        />
      </div>
    </div>
  );
}
