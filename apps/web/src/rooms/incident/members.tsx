import type { Incident, Member } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';

export function Members({ incident }: { incident: Incident }) {
  const { ref } = incident;
  const members = useQuery(queries.members(ref));
  const accounts = useQuery({ ...queries.accounts(), enabled: incident.can.manageMembers });
  const refresh = () => queryClient.invalidateQueries({ queryKey: queries.members(ref).queryKey });
  const add = useMutation({
    mutationFn: (accountId: string) => api.incident.addMember({ incident: ref, accountId }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: (member: Member) =>
      api.incident.removeMember({ incident: ref, accountId: member.accountId }),
    onSuccess: (_, member) => {
      void refresh();
      showToast({
        title: `${member.name} can no longer see it`,
        undo: () =>
          api.incident.addMember({ incident: ref, accountId: member.accountId }).then(refresh),
      });
    },
  });
  const inside = new Set(members.data?.items.map((member) => member.accountId));
  const outside =
    accounts.data?.items.filter((account) => !inside.has(account.id) && !account.isDisabled) ?? [];
  return (
    <div className="flex flex-col gap-3">
      <ProblemNote error={members.error ?? add.error ?? remove.error} />
      {members.isPending && <Skeleton lines={2} />}
      {members.data && (
        <ul className="border-t border-line">
          {members.data.items.map((member) => (
            <li
              key={member.accountId}
              className="flex items-center gap-2 border-b border-line py-1"
            >
              <p className="min-w-0 flex-1 truncate">
                {member.name} <span className="text-sm text-ink-soft">{member.email}</span>
              </p>
              {incident.can.manageMembers && (
                <IconButton
                  small
                  label={`Take ${member.name} out`}
                  icon={<X size={14} />}
                  onClick={() => remove.mutate(member)}
                />
              )}
            </li>
          ))}
          {members.data.items.length === 0 && (
            <li className="py-2 text-sm text-ink-soft">No members.</li>
          )}
        </ul>
      )}
      {incident.can.manageMembers && outside.length > 0 && (
        <Select
          label="Add member"
          value=""
          choices={[
            { value: '', label: 'Select a person…' },
            ...outside.map((account) => ({
              value: account.id,
              label: `${account.name} (${account.email})`,
            })),
          ]}
          onChoose={(accountId) => accountId !== '' && add.mutate(accountId)}
          disabled={add.isPending}
        />
      )}
    </div>
  );
}
