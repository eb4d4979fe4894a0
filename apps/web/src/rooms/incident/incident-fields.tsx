import { incidentFields } from '@debrief/contract';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { findIssue } from '../../ui/problem.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import type { IncidentDraft } from './incident-draft.ts';
import { modeChoices, severityChoices, statusChoices, statusWords } from './words.ts';

interface IncidentFieldsProps {
  draft: IncidentDraft;
  onChange: (draft: IncidentDraft) => void;
  error: unknown;
}

export function IncidentFields({ draft, onChange, error }: IncidentFieldsProps) {
  const statuses =
    draft.status === 'merged'
      ? [...statusChoices, { value: 'merged' as const, label: statusWords.merged.label }]
      : statusChoices;
  return (
    <div className="flex flex-col gap-4">
      <Field
        label={incidentFields.title.label}
        required
        autoFocus
        value={draft.title}
        onChange={(event) => onChange({ ...draft, title: event.target.value })}
        placeholder="Search shows no results from the last two days"
        hint="What people noticed, rather than what turned out to be behind it."
        error={findIssue(error, 'title')}
      />
      <TextArea
        label={incidentFields.summary.label}
        rows={3}
        value={draft.summary}
        onChange={(event) => onChange({ ...draft, summary: event.target.value })}
        error={findIssue(error, 'summary')}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={incidentFields.severity.label}
          value={draft.severity}
          choices={severityChoices}
          onChoose={(severity) => onChange({ ...draft, severity })}
          error={findIssue(error, 'severity')}
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
          error={findIssue(error, 'zone')}
        />
        <Field
          label={incidentFields.services.label}
          value={draft.services}
          placeholder="search, catalog"
          hint="What was affected, with commas between."
          onChange={(event) => onChange({ ...draft, services: event.target.value })}
          error={findIssue(error, 'services')}
        />
        <Field
          label={incidentFields.teams.label}
          value={draft.teams}
          placeholder="Search, Data platform"
          hint="Who had to do with it."
          onChange={(event) => onChange({ ...draft, teams: event.target.value })}
          error={findIssue(error, 'teams')}
        />
      </div>
    </div>
  );
}
