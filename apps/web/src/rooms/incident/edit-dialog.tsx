import { incidentFields, type ChangeIncident, type Incident } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api, toProblem } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { useVersionedDraft } from '../../data/use-versioned-draft.ts';
import { showToast } from '../../ui/toast.tsx';
import { DraftNews, VersionChoice } from '../../ui/version-choice.tsx';
import {
  toDraft,
  fieldText,
  draftFields,
  splitNames,
  type IncidentDraft,
} from './incident-draft.ts';
import { IncidentFields } from './incident-fields.tsx';
import { ObligationFields } from './obligation-fields.tsx';

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
    ...(draft.obligations.join() === before.obligations.join()
      ? {}
      : { obligations: [...draft.obligations] }),
  };
}

export function EditDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const current = { form: toDraft(incident), version: incident.version };
  const draft = useVersionedDraft(`incident.${incident.ref}.fields`, current, draftFields);
  const { form, base, versions, forget } = draft;
  const { queryKey } = queries.incident(incident.ref);
  const change = (from: IncidentDraft, to: IncidentDraft, version: number) =>
    api.incident.change({ incident: incident.ref, version, ...pickChanges(to, from) });
  const save = useMutation({
    mutationFn: () => change(base, form, draft.version),
    onSuccess: (saved) => {
      forget();
      queryClient.setQueryData(queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      const undo = async () =>
        queryClient.setQueryData(queryKey, await change(form, base, saved.version));
      showToast({ title: 'Saved', undo });
      onClose();
    },
    onError: async (error) => {
      if (toProblem(error).code !== 'conflict') return;
      await queryClient.invalidateQueries({ queryKey });
      save.reset();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={`Edit ${incident.ref}`} size="wide">
      {versions ? (
        <VersionChoice
          what="incident"
          by="Someone else"
          comparison={versions.comparison}
          label={(name) => incidentFields[name].label}
          text={(name, side) => fieldText(versions[side], name)}
          onChoose={draft.choose}
        />
      ) : (
        <Form save={save} submit="Save" onCancel={() => (forget(), onClose())}>
          <DraftNews
            by="Someone else"
            fields={draft.heard.map((name) => incidentFields[name].label)}
          />
          <IncidentFields draft={form} onChange={draft.put} />
          <ObligationFields
            value={form.obligations}
            onChange={(obligations) => draft.put({ obligations })}
          />
        </Form>
      )}
    </Dialog>
  );
}
