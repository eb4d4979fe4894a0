import type { Account } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { showToast } from '../../ui/toast.tsx';

interface TeamDialogProps {
  account: Pick<Account, 'id' | 'name' | 'team' | 'version'>;
  isMe: boolean;
  onClose: () => void;
}

function refresh(): void {
  for (const { queryKey } of [queries.accounts(), queries.session()])
    void queryClient.invalidateQueries({ queryKey });
}

export function TeamDialog({ account, isMe, onClose }: TeamDialogProps) {
  const [team, setTeam] = useState(account.team ?? '');
  const { data: names } = useQuery(queries.libraryNames());
  const { data: accounts } = useQuery(queries.accounts());
  const known = [
    ...new Set([
      ...(names?.teams ?? []),
      ...(accounts?.items.flatMap((one) => one.team ?? []) ?? []),
    ]),
  ];
  const put = (version: number, next: string | null) =>
    isMe
      ? api.access.changeOwnAccount({ version, team: next })
      : api.access.changeAccount({ id: account.id, version, team: next });
  const save = useMutation({
    mutationFn: () => put(account.version, team),
    onSettled: refresh,
    onSuccess: (saved) => {
      onClose();
      const who = isMe ? "You're" : `${account.name} is`;
      showToast({
        title: saved.team === null ? `${who} on no team` : `${who} on the team ${saved.team}`,
        undo: () => put(saved.version, account.team).then(refresh),
      });
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title={isMe ? 'Your team' : `${account.name}'s team`}
      lead="Published reviews count readers from other teams. Only the number is shown, and small numbers aren't."
      save={save}
      submit="Save"
    >
      <Field
        label="Team"
        autoFocus
        value={team}
        maxLength={60}
        autoComplete="off"
        placeholder="Search"
        suggestions={known}
        hint="Use the name that incidents use. Leave empty for no team."
        onChange={(event) => setTeam(event.target.value)}
        name="team"
      />
    </FormDialog>
  );
}
