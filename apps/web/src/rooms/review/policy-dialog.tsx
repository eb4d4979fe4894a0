import { reviewDepths, type PolicyTrial, type ReviewPolicy } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { reviewQueries } from '../../data/queries/review.ts';
import { Chip } from '../../ui/chip.tsx';
import { Field, Select, TextArea } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSearchText } from '../../ui/use-search-text.ts';
import { depthWords } from './words.ts';

/** Adds or changes a policy, and shows what it says about recent incidents while it is written. */
export function PolicyDialog({
  policy,
  onClose,
}: {
  policy: ReviewPolicy | null;
  onClose: () => void;
}) {
  const [name, setName] = useState(policy?.name ?? '');
  const [depth, setDepth] = useState(policy?.depth ?? 'light');
  const [tried, setTried] = useState(policy?.expression ?? '');
  const [expression, setExpression] = useSearchText(tried, setTried);
  const trial = useQuery({
    ...reviewQueries.trial(tried),
    enabled: tried !== '',
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () =>
      policy === null
        ? api.review.addPolicy({ id: crypto.randomUUID(), name, depth, expression })
        : api.review.changePolicy({
            id: policy.id,
            version: policy.version,
            name,
            depth,
            expression,
          }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['review-policies', 'list'] });
      showToast({ title: policy === null ? 'Policy added' : 'Policy changed' });
      onClose();
    },
  });
  const problem = tried === '' ? null : (trial.data?.problem ?? null);
  return (
    <FormDialog
      title={policy === null ? 'Add a policy' : 'Change the policy'}
      submit={policy === null ? 'Add' : 'Save'}
      save={save}
      onClose={onClose}
    >
      <Field
        label="Name"
        name="name"
        required
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Select
        label="Proposes"
        name="depth"
        value={depth}
        choices={reviewDepths.map((value) => ({ value, label: depthWords[value].label }))}
        onChoose={setDepth}
      />
      <TextArea
        label="Expression"
        name="expression"
        required
        maxLength={1_000}
        value={expression}
        placeholder="teams > 2 && severity > 0 && severity <= 2"
        hint="CEL over severity, mode, teams, people, messages, minutes, requests, services and triggers."
        error={problem}
        onChange={(event) => setExpression(event.target.value)}
      />
      {tried !== '' && problem === null && trial.data && <Trial trial={trial.data} />}
    </FormDialog>
  );
}

function Trial({ trial: { items } }: { trial: PolicyTrial }) {
  const applies = items.filter((one) => one.applies);
  return (
    <section aria-label="Recent incidents" aria-live="polite">
      <p className="text-sm font-medium">
        Applies to {applies.length} of the latest {countText(items.length, 'incident')}
      </p>
      <ul className="max-h-56 overflow-y-auto text-sm">
        {items
          .filter(({ applies: doesApply, problem }) => doesApply || problem !== null)
          .map(({ incidentRef, incidentTitle, problem, depth }) => (
            <li key={incidentRef} className="flex flex-wrap items-baseline gap-x-2 py-1">
              <span className="text-ink-soft">{incidentRef}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">{incidentTitle}</span>
              {problem === null ? (
                <Chip>{depth === null ? 'Not decided' : depthWords[depth].label}</Chip>
              ) : (
                <span className="text-danger">{problem}</span>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}
