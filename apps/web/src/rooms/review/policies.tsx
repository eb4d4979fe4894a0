import type { Policy } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { showToast } from '../../ui/toast.tsx';
import { PolicyDialog } from './policy-dialog.tsx';
import { depthWords } from './words.ts';

/** The expressions that propose a depth or ask about follow-ups; admins add, change and remove them. */
export function Policies() {
  const { data, error } = useQuery(reviewQueries.policies());
  const { data: session } = useQuery(queries.session());
  const isAdmin = session?.account?.role === 'admin';
  const [open, setOpen] = useState<Policy | 'new' | null>(null);
  const [removed, setRemoved] = useState<Policy | null>(null);
  return (
    <>
      <p className="mb-3 max-w-160 text-sm text-pretty text-ink-soft">
        A policy proposes how deep a review is, or says what a follow-up lacks. People decide.
      </p>
      <QueryState of={{ data, error }} lines={4} />
      {data?.items.length === 0 && (
        <EmptyState title="No policies">
          {isAdmin
            ? 'Add one, and see what it says about recent incidents or follow-ups before you save it.'
            : 'Admins add policies.'}
        </EmptyState>
      )}
      <ul aria-label="Policies" className="border-t border-line empty:hidden">
        {data?.items.map((policy) => (
          <li
            key={policy.id}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5 text-sm"
          >
            <span className="min-w-0 flex-1 basis-64">
              <span className="block font-medium wrap-anywhere">{policy.name}</span>
              {policy.sentence !== '' && (
                <span className="block wrap-anywhere">{policy.sentence}</span>
              )}
              <code className="wrap-anywhere text-ink-soft">{policy.expression}</code>
            </span>
            <Chip>{policy.depth === null ? 'Follow-ups' : depthWords[policy.depth].label}</Chip>
            {policy.can.change && (
              <span className="flex gap-2">
                <Button small onClick={() => setOpen(policy)}>
                  Change
                </Button>
                <Button small look="quiet" onClick={() => setRemoved(policy)}>
                  Remove
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {isAdmin && (
        <p className="mt-3">
          <Button icon={<Plus size={15} />} onClick={() => setOpen('new')}>
            Add a policy
          </Button>
        </p>
      )}
      {open !== null && (
        <PolicyDialog policy={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      )}
      {removed !== null && <RemoveDialog policy={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

function RemoveDialog({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const save = useMutation({
    mutationFn: () => api.review.removePolicy({ id: policy.id }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['policies'] });
      showToast({ title: 'Policy removed' });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Remove “${policy.name}”?`}
      lead={
        policy.about === 'review'
          ? 'Decisions that were made stay as they are.'
          : 'It no longer asks about follow-ups.'
      }
      submit="Remove"
      look="danger"
      save={save}
      onClose={onClose}
    />
  );
}
