import type { Role } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { SecretDialog } from '../../ui/secret-dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useDraft } from '../../data/draft.ts';
import { Field, Select } from '../../ui/field.tsx';
import { Time } from '../../ui/time.tsx';
import { roleChoices, roleWords } from './words.ts';

interface Draft {
  name: string;
  email: string;
  role: Role;
}

export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const [who, setWho, forget] = useDraft<Draft>('invite', { name: '', email: '', role: 'editor' });
  const invite = useMutation({
    mutationFn: () => api.access.invite(who),
    onSuccess: () => {
      forget();
      void queryClient.invalidateQueries({ queryKey: queries.accounts().queryKey });
    },
  });
  const close = () => {
    invite.reset();
    onClose();
  };
  if (invite.data) {
    const { account, path, expiresAt } = invite.data;
    return (
      <SecretDialog
        onClose={close}
        title={`Send this link to ${account.name}`}
        lead="Single use. Copy it now: it won't be shown again, and Debrief doesn't send email."
        label="Invitation link"
        secret={new URL(path, globalThis.location.origin).href}
        note={
          <p className="mt-2 text-xs text-ink-soft">
            Valid until <Time at={expiresAt} />.
          </p>
        }
        more={<Button onClick={() => invite.reset()}>Invite someone else</Button>}
      />
    );
  }
  return (
    <FormDialog
      isOpen={isOpen}
      onClose={close}
      title="Invite someone"
      lead="You'll get a link to send. They set a password when they open it."
      save={invite}
      submit="Create invitation"
    >
      <Field
        label="Name"
        required
        autoFocus
        value={who.name}
        onChange={(event) => setWho({ ...who, name: event.target.value })}
        name="name"
      />
      <Field
        label="Email"
        type="email"
        required
        value={who.email}
        onChange={(event) => setWho({ ...who, email: event.target.value })}
        name="email"
      />
      <Select
        label="Role"
        value={who.role}
        choices={roleChoices}
        onChoose={(role) => setWho({ ...who, role })}
        hint={`Can ${roleWords[who.role].hint}.`}
      />
    </FormDialog>
  );
}
