import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useDraft } from '../../data/draft.ts';
import { Checkbox } from '../../ui/field.tsx';
import { useReaderZone } from '../../ui/time-zone.tsx';
import { splitNames, type IncidentDraft } from './incident-draft.ts';
import { IncidentFields } from './incident-fields.tsx';

const initial: Omit<IncidentDraft, 'zone'> & { isPrivate: boolean } = {
  title: '',
  summary: '',
  severity: '',
  status: 'active',
  mode: 'standard',
  services: '',
  teams: '',
  obligations: [],
  isPrivate: false,
};

export function DeclareDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const [draft, setDraft, forget] = useDraft('declare', { ...initial, zone: useReaderZone() });
  const declare = useMutation({
    mutationFn: () => {
      const { isPrivate, severity, services, teams, ...rest } = draft;
      return api.incident.declare({
        ...rest,
        services: splitNames(services),
        teams: splitNames(teams),
        severity: severity === '' ? null : severity,
        visibility: isPrivate ? 'private' : 'everyone',
      });
    },
    onSuccess: (incident) => {
      forget();
      void queryClient.invalidateQueries({ queryKey: ['incidents'] });
      onClose();
      void navigate({ to: '/incidents/$ref', params: { ref: incident.ref } });
    },
  });
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={onClose}
      title="Declare an incident"
      lead="Ongoing or past: a title is enough to start."
      size="wide"
      save={declare}
      submit="Declare"
    >
      <IncidentFields draft={draft} onChange={(fields) => setDraft({ ...draft, ...fields })} />
      <div className="mt-4">
        <Checkbox
          checked={draft.isPrivate}
          onChange={(event) => setDraft({ ...draft, isPrivate: event.target.checked })}
          label="Private: only members can see it. You are the first member."
        />
      </div>
    </FormDialog>
  );
}
