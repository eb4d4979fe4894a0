import { reviewDepths, type Policy, type PolicySubject, type PolicyTrial } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
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

const subjects = [
  { value: 'review', label: 'Reviews' },
  { value: 'follow-up', label: 'Follow-ups' },
] as const;
const expressionWords: Record<PolicySubject, { placeholder: string; hint: string }> = {
  review: {
    placeholder: 'teams > 2 && severity > 0 && severity <= 2',
    hint: 'CEL over severity, mode, teams, people, messages, minutes, requests, services and triggers.',
  },
  'follow-up': {
    placeholder: 'severity == 1 && intent == "prevent" && !isFinished && dueOn == null',
    hint: 'CEL over severity, status, mode and services of the incident, and intent, state, isFinished, isVerified, hasOwner, hasDoneWhen, hasSafeguard, isInTracker, dueOn, daysUntilDue and ageDays.',
  },
};

/** Adds or changes a policy, and shows what it applies to while it is written. */
export function PolicyDialog({ policy, onClose }: { policy: Policy | null; onClose: () => void }) {
  const [name, setName] = useState(policy?.name ?? '');
  const [about, setAbout] = useState<PolicySubject>(policy?.about ?? 'review');
  const [depth, setDepth] = useState(policy?.depth ?? 'light');
  const [sentence, setSentence] = useState(policy?.sentence ?? '');
  const [tried, setTried] = useState(policy?.expression ?? '');
  const [expression, setExpression] = useSearchText(tried, setTried);
  const trial = useQuery({
    ...reviewQueries.trial(about, tried),
    enabled: tried !== '',
    placeholderData: (before, query) => (query?.queryKey[2] === about ? before : undefined),
  });
  const save = useMutation({
    mutationFn: () => {
      const says = about === 'review' ? { depth } : { sentence };
      return policy === null
        ? api.review.addPolicy({ id: crypto.randomUUID(), about, name, expression, ...says })
        : api.review.changePolicy({
            id: policy.id,
            version: policy.version,
            name,
            expression,
            ...says,
          });
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['policies', 'list'] });
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
      {policy === null && (
        <Select label="About" name="about" value={about} choices={subjects} onChoose={setAbout} />
      )}
      {about === 'review' ? (
        <Select
          label="Proposes"
          name="depth"
          value={depth}
          choices={reviewDepths.map((value) => ({ value, label: depthWords[value].label }))}
          onChoose={setDepth}
        />
      ) : (
        <Field
          label="Says"
          name="sentence"
          required
          maxLength={200}
          value={sentence}
          placeholder="Needs a due date."
          onChange={(event) => setSentence(event.target.value)}
        />
      )}
      <TextArea
        label="Expression"
        name="expression"
        required
        maxLength={1_000}
        value={expression}
        {...expressionWords[about]}
        error={problem}
        onChange={(event) => setExpression(event.target.value)}
      />
      {tried !== '' && problem === null && trial.data && <Trial about={about} trial={trial.data} />}
    </FormDialog>
  );
}

function Trial({ about, trial }: { about: PolicySubject; trial: PolicyTrial }) {
  const { checked, applies, items } = trial;
  const isReview = about === 'review';
  return (
    <section aria-label={isReview ? 'Recent incidents' : 'Follow-ups'} aria-live="polite">
      <p className="text-sm font-medium">
        Applies to {applies} of the latest {countText(checked, isReview ? 'incident' : 'follow-up')}
        {!isReview && ' that you can see'}
      </p>
      <ul className="max-h-56 overflow-y-auto text-sm">
        {items
          .filter(({ applies: doesApply, problem }) => doesApply || problem !== null)
          .map(({ incidentRef, incidentTitle, followUp, problem, depth }) => (
            <li
              key={followUp?.id ?? incidentRef}
              className="flex flex-wrap items-baseline gap-x-2 py-1"
            >
              <span className="text-ink-soft">{incidentRef}</span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                {followUp?.text ?? incidentTitle}
              </span>
              {problem !== null && <span className="text-danger">{problem}</span>}
              {problem === null && isReview && (
                <Chip>{depth === null ? 'Not decided' : depthWords[depth].label}</Chip>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}
