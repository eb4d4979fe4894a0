import {
  followUpFields,
  followUpTransitions,
  type Citation,
  type Evidence,
  type FollowUp,
  type FollowUpState,
} from '@debrief/contract';
import { useEffect, useRef } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { useDraft } from '../../data/draft.ts';
import { TextArea } from '../../ui/field.tsx';
import { useActions } from '../../ui/keys.ts';
import { findIssue, ProblemNote } from '../../ui/problem.tsx';
import { toCitationInputs, toCitation, uniqueCitations } from '../evidence/cite/index.ts';
import { EditorCitations, EvidencePicker } from '../evidence/cite-editor/index.ts';
import { draftPlace } from './follow-up-form.tsx';
import { HasItFired } from './has-it-fired.tsx';
import type { OpenFollowUps } from './use-follow-ups.ts';
import { statusChoiceWords, stateWords } from './words.ts';
import { EditorForm } from '../../ui/editor-form.tsx';
import { useSend } from '../../ui/use-send.ts';

interface StatusDraft {
  to: FollowUpState;
  verification: string;
  reason: string;
  citations: Citation[];
}

interface StatusFormProps {
  incident: string;
  followUp: FollowUp;
  followUps: OpenFollowUps;
  onDone: () => void;
}

export function StatusForm({ incident, followUp, followUps, onDone }: StatusFormProps) {
  const moves = followUpTransitions[followUp.state];
  const [first = 'open'] = moves;
  const [draft, keep, forget] = useDraft<StatusDraft>(`${draftPlace(incident, followUp.id)}.move`, {
    to: first,
    verification: followUp.verification,
    reason: followUp.wontDoReason,
    citations: followUp.citations,
  });
  const { send, error, isBusy } = useSend();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);
  // Someone else may have changed the status while this was open: a status that can no longer
  // follow is not selected.
  const to = moves.includes(draft.to) ? draft.to : first;
  const put = (fields: Partial<StatusDraft>) => keep({ ...draft, to, ...fields });
  const cite = (item: Evidence) => {
    const added = toCitation(item, null, () => crypto.randomUUID());
    put({ citations: uniqueCitations([...draft.citations, added]) });
  };
  const save = () => {
    const input = {
      id: followUp.id,
      version: followUp.version,
      to,
      ...(to === 'verified' && {
        verification: draft.verification,
        citations: toCitationInputs(draft),
      }),
      ...(to === 'wont-do' && { reason: draft.reason }),
    };
    send(async () => {
      await followUps.move(input, followUp.text);
      forget();
      onDone();
    });
  };
  useActions('Follow-ups', [{ label: 'Update status', keys: 'mod+enter', run: save }]);
  return (
    <EditorForm
      ref={form}
      label={`Change status: ${followUp.text}`}
      onSave={save}
      onEscape={onDone}
    >
      <p className="font-medium wrap-anywhere">{followUp.text}</p>
      <ProblemNote error={error} fields={['verification', 'reason']} />
      <fieldset>
        <legend className="text-sm font-medium">
          It is <strong>{stateWords[followUp.state].label.toLowerCase()}</strong>. It becomes
        </legend>
        <div className="mt-1 flex flex-col gap-1">
          {moves.map((state) => (
            <label
              key={state}
              className={cx(
                'flex min-h-8 cursor-pointer items-center gap-2 rounded-md border px-2 text-sm',
                to === state ? 'border-accent bg-accent-wash font-medium' : 'border-line',
              )}
            >
              <input
                type="radio"
                name={`move-${followUp.id}`}
                className="accent-accent"
                checked={to === state}
                onChange={() => put({ to: state })}
              />
              {state === followUp.state
                ? `${statusChoiceWords[state]} (in other words)`
                : statusChoiceWords[state]}
            </label>
          ))}
        </div>
      </fieldset>
      {to === 'verified' && (
        <>
          <TextArea
            label={followUpFields.verification.label}
            rows={3}
            maxLength={20_000}
            value={draft.verification}
            error={findIssue(error, 'verification')}
            placeholder={followUp.doneWhen || 'A replay of the incident failed the new check'}
            onChange={(event) => put({ verification: event.target.value })}
          />
          <HasItFired
            incident={incident}
            followUpId={followUp.id}
            onCite={cite}
            onMention={(sentence) =>
              put({ verification: [draft.verification.trimEnd(), sentence].join('\n').trimStart() })
            }
          />
          <EditorCitations
            citations={draft.citations}
            onChange={(citations) => put({ citations })}
            onShow={(item) =>
              void navigate({ to: '/incidents/$ref', params: { ref: incident }, search: { item } })
            }
            empty="None yet. Cite evidence from this incident."
          />
          <EvidencePicker
            incident={incident}
            cited={new Set(draft.citations.map((citation) => citation.itemId))}
            onPick={cite}
          />
        </>
      )}
      {to === 'wont-do' && (
        <TextArea
          label={followUpFields.wontDoReason.label}
          rows={3}
          maxLength={20_000}
          value={draft.reason}
          error={findIssue(error, 'reason')}
          placeholder="The tooling goes away in May"
          onChange={(event) => put({ reason: event.target.value })}
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" keys="mod+enter" isBusy={isBusy}>
          Update status
        </Button>
        <Button onClick={() => (forget(), onDone())}>Cancel</Button>
      </div>
    </EditorForm>
  );
}
