import type { Account, Role, SessionView } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Select } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { showToast, showProblem } from '../../ui/toast.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { TeamDialog } from './team-dialog.tsx';
import { roleChoices, roleWords } from './words.ts';
import { QueryState } from '../../ui/query-state.tsx';

export function Accounts({ session }: { session: SessionView }) {
  const { data, error } = useQuery(queries.accounts());
  const [isInviting, setInviting] = useState(false);
  const mayInvite = session.can.manageAccounts;
  useActions('Accounts', [
    { label: 'Invite someone', keys: 'n', isDisabled: !mayInvite, run: () => setInviting(true) },
  ]);
  return (
    <>
      <QueryState of={{ data, error }} lines={3} />
      {data && (
        <ul className="border-t border-line">
          {data.items.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              isMe={account.id === session.account?.id}
            />
          ))}
        </ul>
      )}
      {mayInvite && (
        <Button className="mt-3" icon={<UserPlus size={15} />} onClick={() => setInviting(true)}>
          Invite someone
        </Button>
      )}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </>
  );
}

function AccountRow({ account, isMe }: { account: Account; isMe: boolean }) {
  const [isNaming, setNaming] = useState(false);
  const change = useMutation({
    mutationFn: (next: { role?: Role; isDisabled?: boolean }) =>
      api.access.changeAccount({ id: account.id, version: account.version, ...next }),
    onError: showProblem,
    onSettled: () => queryClient.invalidateQueries({ queryKey: queries.accounts().queryKey }),
    onSuccess: (changed, next) => {
      const back =
        next.role === undefined ? { isDisabled: account.isDisabled } : { role: account.role };
      const title = next.role
        ? `${account.name} is now ${roleWords[next.role].label.toLowerCase()}`
        : next.isDisabled
          ? `${account.name} can no longer sign in`
          : `${account.name} can sign in again`;
      const refresh = () =>
        queryClient.invalidateQueries({ queryKey: queries.accounts().queryKey });
      showToast({
        title,
        undo: () =>
          api.access
            .changeAccount({ id: account.id, version: changed.version, ...back })
            .then(refresh),
      });
    },
  });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2">
      <p className="min-w-0 flex-1 basis-56">
        <span className={account.isDisabled ? 'text-ink-soft line-through' : 'font-medium'}>
          {account.name}
        </span>{' '}
        {isMe && <Chip>you</Chip>} {account.isInvited && <Chip tone="accent">invited</Chip>}{' '}
        {account.isDisabled && <Chip>disabled</Chip>}
        <span className="block truncate text-sm text-ink-soft">
          {[account.email, account.team ?? ''].filter(Boolean).join(' · ')}
        </span>
      </p>
      {account.can.change ? (
        <>
          <Button small look="quiet" onClick={() => setNaming(true)}>
            Change team<span className="sr-only"> of {account.name}</span>
          </Button>
          <Select
            label={`Role of ${account.name}`}
            hideLabel
            className="w-28"
            value={account.role}
            choices={roleChoices}
            disabled={change.isPending}
            onChoose={(role) => change.mutate({ role })}
          />
          <Button
            look="quiet"
            className="w-20"
            disabled={change.isPending || isMe}
            onClick={() => change.mutate({ isDisabled: !account.isDisabled })}
          >
            {account.isDisabled ? 'Enable' : 'Disable'}
          </Button>
        </>
      ) : (
        <span className="text-sm text-ink-soft">{roleWords[account.role].label}</span>
      )}
      {isNaming && <TeamDialog account={account} isMe={isMe} onClose={() => setNaming(false)} />}
    </li>
  );
}
