import { incidentFields, type ChangeIncident, type Incident } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { useDraft } from '../../data/draft.ts';
import { compareVersions, mergeVersions } from '../../data/merge-versions.ts';
import { showToast } from '../../ui/toast.tsx';
import { VersionChoice } from '../../ui/version-choice.tsx';
import {
  toDraft,
  fieldText,
  draftFields,
  splitNames,
  type IncidentDraft,
} from './incident-draft.ts';
import { IncidentFields } from './incident-fields.tsx';

/** What differs from the incident when editing started: other fields keep their current values. */
function pickChanges(
  draft: IncidentDraft,
  before: IncidentDraft,
): Omit<ChangeIncident, 'incident' | 'version'> {
  return {
    ...(draft.title === before.title ? {} : { title: draft.title }),
    ...(draft.summary === before.summary ? {} : { summary: draft.summary }),
    ...(draft.severity === before.severity
      ? {}
      : { severity: draft.severity === '' ? null : draft.severity }),
    ...(draft.status === before.status ? {} : { status: draft.status }),
    ...(draft.mode === before.mode ? {} : { mode: draft.mode }),
    ...(draft.zone === before.zone ? {} : { zone: draft.zone }),
    ...(draft.services === before.services ? {} : { services: splitNames(draft.services) }),
    ...(draft.teams === before.teams ? {} : { teams: splitNames(draft.teams) }),
  };
}

export function EditDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const [begun, setBegun] = useState(incident);
  const [draft, setDraft, forget] = useDraft(`incident.${incident.ref}.edit`, toDraft(incident));
  const [theirs, setTheirs] = useState<Incident | null>(null);
  const { queryKey } = queries.incident(incident.ref);
  const save = useMutation({
    mutationFn: (over: Incident) =>
      api.incident.change({
        incident: incident.ref,
        version: over.version,
        ...pickChanges(draft, toDraft(over)),
      }),
    onSuccess: (saved, over) => {
      forget();
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      const back = {
        incident: incident.ref,
        version: saved.version,
        ...pickChanges(toDraft(over), draft),
      };
      showToast({
        title: 'Saved',
        undo: async () => queryClient.setQueryData(queryKey, await api.incident.change(back)),
      });
      onClose();
    },
    onError: async (error) => {
      if (toProblem(error).code === 'conflict')
        setTheirs(await api.incident.get({ incident: incident.ref }));
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Edit ${incident.ref}`} size="wide">
      {theirs ? (
        <VersionChoice
          what="incident"
          by="Someone else"
          comparison={compareVersions(draftFields, toDraft(begun), draft, toDraft(theirs))}
          label={(name) => incidentFields[name].label}
          text={(name, side) => fieldText(side === 'mine' ? draft : toDraft(theirs), name)}
          onChoose={(keep) => {
            setDraft(mergeVersions(draft, toDraft(theirs), keep));
            setBegun(theirs);
            setTheirs(null);
            save.reset();
          }}
        />
      ) : (
        <Form
          save={{ ...save, mutate: () => save.mutate(begun) }}
          submit="Save"
          onCancel={() => {
            forget();
            onClose();
          }}
        >
          <IncidentFields draft={draft} onChange={setDraft} />
        </Form>
      )}
    </Dialog>
  );
}
