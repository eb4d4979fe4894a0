import {
  serviceGoals,
  serviceKinds,
  servicePaths,
  type Service,
  type ServiceChange,
} from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { refreshCatalog, undoChange } from './changes.ts';
import { goalLabels, kindLabels, pathLabels } from './words.ts';

const kinds = serviceKinds.map((value) => ({ value, label: kindLabels[value] }));
const paths = [
  { value: '', label: 'Not set' },
  ...servicePaths.map((value) => ({ value, label: pathLabels[value] })),
] as const;

/** The fields of a service as text: addresses and names are one per line. */
function toDraft(service?: Service) {
  const toLines = (pages: Service['dashboards'] = []) =>
    pages.map(({ title, url }) => (title === null ? url : `${url} ${title}`)).join('\n');
  return {
    name: service?.name ?? '',
    kind: service?.kind ?? 'service',
    title: service?.title ?? '',
    description: service?.description ?? '',
    owner: service?.owner ?? '',
    tier: service?.tier ?? '',
    path: service?.path ?? ('' as const),
    slo: service?.slo ?? '',
    durability: service?.durability ?? '',
    p99: service?.p99 ?? '',
    rpo: service?.rpo ?? '',
    runbooks: toLines(service?.runbooks),
    dashboards: toLines(service?.dashboards),
    aliases: service?.aliases.join('\n') ?? '',
  };
}
type Draft = ReturnType<typeof toDraft>;

const listLines = (text: string) => text.split('\n').flatMap((line) => line.trim() || []);

function toPages(text: string) {
  return listLines(text).map((line) => {
    const [url = '', ...title] = line.split(/\s+/);
    return { url, title: title.length === 0 ? null : title.join(' ') };
  });
}

/** Only what differs, so that a field keeps its origin. */
function listChanges(draft: Draft, before: Draft) {
  const { runbooks, dashboards, aliases, path, ...texts } = draft;
  const changed = Object.entries(texts).filter(
    ([field, value]) => value !== Object.entries(before).find(([name]) => name === field)?.[1],
  );
  return {
    ...Object.fromEntries(changed),
    ...(path !== before.path && { path: path === '' ? null : path }),
    ...(runbooks !== before.runbooks && { runbooks: toPages(runbooks) }),
    ...(dashboards !== before.dashboards && { dashboards: toPages(dashboards) }),
    ...(aliases !== before.aliases && { aliases: listLines(aliases) }),
  };
}

interface ServiceDialogProps {
  /** The service to edit; a new one without it. */
  service?: Service;
  onClose: () => void;
  onSaved?: (service: Service) => void;
}

export function ServiceDialog({ service, onClose, onSaved }: ServiceDialogProps) {
  const [before] = useState(() => toDraft(service));
  const [draft, setDraft] = useState(before);
  const { data: names } = useQuery(queries.libraryNames());
  const put = (next: Partial<Draft>) => setDraft((known) => ({ ...known, ...next }));
  const save = useMutation({
    mutationFn: (): Promise<ServiceChange> => {
      const changes = listChanges(draft, before);
      return service
        ? api.catalog.change({ id: service.id, version: service.version, ...changes })
        : api.catalog.add({ ...changes, name: draft.name });
    },
    onSuccess: async ({ service: saved, activityId }) => {
      await refreshCatalog();
      onClose();
      if (!saved) return;
      if (activityId !== null)
        showToast({
          title: service ? `Changed ${saved.name}` : `Added ${saved.name}`,
          undo: () => undoChange(activityId),
        });
      onSaved?.(saved);
    },
  });
  const bind = (field: Exclude<keyof Draft, 'kind' | 'path'>) => ({
    name: field,
    value: draft[field],
    onChange: ({ target }: { target: { value: string } }) => put({ [field]: target.value }),
  });
  return (
    <FormDialog
      title={service ? `Edit ${service.name}` : 'Add a service'}
      lead="Imports don't change what you set here."
      size="wide"
      onClose={onClose}
      save={save}
      submit={service ? 'Save' : 'Add service'}
      isDisabled={draft.name.trim() === ''}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Name" autoFocus required maxLength={500} {...bind('name')} />
        <Field label="Title" maxLength={300} {...bind('title')} />
        <Select
          label="Kind"
          name="kind"
          value={draft.kind}
          choices={kinds}
          onChoose={(kind) => put({ kind })}
        />
        <Field
          label="Owner"
          hint="A team or a person"
          maxLength={200}
          suggestions={names?.teams ?? []}
          {...bind('owner')}
        />
        <Field label="Tier" maxLength={40} {...bind('tier')} />
        <Select
          label="Path"
          name="path"
          value={draft.path}
          choices={paths}
          onChoose={(path) => put({ path })}
        />
        {serviceGoals.map((goal) => (
          <Field key={goal} label={goalLabels[goal]} maxLength={200} {...bind(goal)} />
        ))}
      </div>
      <TextArea label="Description" rows={2} maxLength={5_000} {...bind('description')} />
      <TextArea
        label="Runbooks"
        hint="One address per line, with a title after it if you like"
        rows={2}
        {...bind('runbooks')}
      />
      <TextArea label="Dashboards" hint="One address per line" rows={2} {...bind('dashboards')} />
      <TextArea
        label="Other names"
        hint="Names in incidents, alerts and deployments, one per line"
        rows={2}
        {...bind('aliases')}
      />
    </FormDialog>
  );
}
