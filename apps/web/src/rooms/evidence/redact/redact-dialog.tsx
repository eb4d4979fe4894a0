import {
  RedactionKind,
  type Evidence,
  type Incident,
  type RedactionPreview,
} from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { api } from '../../../api.ts';
import { queries } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Buttons, Dialog } from '../../../ui/dialog.tsx';
import { Checkbox, Select, TextArea } from '../../../ui/field.tsx';
import { issueAt, ProblemNote } from '../../../ui/problem.tsx';
import { say } from '../../../ui/toast.tsx';
import type { QuotedRange } from '../record/quote-range.ts';
import { useLatest } from '../record/use-latest.ts';
import { PartField } from './part-field.tsx';

const kindLabels: Record<RedactionKind, string> = {
  secret: 'A secret: password, key, token',
  'personal-data': 'Personal data',
  customer: 'Names or facts of a customer',
  legal: 'Legal reasons',
  other: 'Something else',
};

interface RedactDialogProps {
  incident: Incident;
  item: Evidence;
  /** What was selected in the record; else one begins with the whole item. */
  part: QuotedRange | null;
  onClose: () => void;
}

/** Takes words out of the record for good: which, why, where else, and what that does not reach. */
export function RedactDialog({ incident, item, part: selected, onClose }: RedactDialogProps) {
  const [isWhole, setWhole] = useState(selected === null);
  const [part, setPart] = useState<QuotedRange | null>(
    selected && { start: selected.start, end: selected.end },
  );
  const [kind, setKind] = useState<RedactionKind>('secret');
  const [reason, setReason] = useState('');
  const [isEverywhere, setEverywhere] = useState(false);
  const [isAlsoWritten, setAlsoWritten] = useState(false);
  const [isSure, setSure] = useState(false);
  const chosen = { id: item.id, ...(isWhole || part === null ? {} : part) };
  const isChosen = isWhole || part !== null;
  const settled = useSettled(chosen);
  const { data: preview, error } = useQuery({
    ...queries.redaction(incident.ref, settled),
    enabled: isChosen,
    retry: false,
  });
  const redact = useMutation({
    mutationFn: () =>
      api.evidence.redact({
        incident: incident.ref,
        ...chosen,
        kind,
        reason,
        everywhere: isEverywhere,
        alsoWritten: isAlsoWritten,
      }),
    onSuccess: ({ items }) => {
      onClose();
      say({
        title: items === 1 ? 'Redacted' : `Redacted in ${items} items`,
        detail: 'The words are gone from Debrief. Take them back at the source, too.',
      });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChosen && isSure) redact.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title="Redact evidence"
      lead="The words leave Debrief for good: nobody can bring them back."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={redact.error ?? (isChosen ? error : null)} />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium">What goes</legend>
          <label className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="radio"
              name="what"
              checked={!isWhole}
              onChange={() => setWhole(false)}
              className="size-4 accent-accent"
            />
            Only the words that I select
          </label>
          <label className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="radio"
              name="what"
              checked={isWhole}
              onChange={() => setWhole(true)}
              className="size-4 accent-accent"
            />
            The whole item
          </label>
          {!isWhole && <PartField text={item.text} part={part} onPart={setPart} />}
        </fieldset>
        <Select
          label="Why"
          value={kind}
          choices={RedactionKind.options.map((value) => ({ value, label: kindLabels[value] }))}
          onChoose={setKind}
          hint="Stands beside the item, with your name and the time."
        />
        <TextArea
          label="Reason"
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          hint="Whoever sees the item reads it. Say it without the words themselves."
          error={issueAt(redact.error, 'reason')}
        />
        {isChosen && preview && (
          <Elsewhere
            preview={preview}
            isEverywhere={isEverywhere}
            onEverywhere={setEverywhere}
            isAlsoWritten={isAlsoWritten}
            onAlsoWritten={setAlsoWritten}
          />
        )}
        <NotReached isAlsoWritten={isAlsoWritten} isSecret={kind === 'secret'} />
        <Checkbox
          label="I know that this cannot be undone"
          checked={isSure}
          onChange={(event) => setSure(event.target.checked)}
        />
        <Buttons className="mt-0!">
          <Button
            type="submit"
            look="danger"
            isBusy={redact.isPending}
            disabled={!isChosen || !isSure || reason.trim() === ''}
          >
            {isWhole ? 'Redact the whole item' : 'Redact these words'}
          </Button>
          <Button onClick={onClose}>Leave it as it is</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

const restMs = 300;

/** What is chosen once it has stayed so for a moment: nobody is asked about every letter of a selection that grows. */
function useSettled<T>(chosen: T): T {
  const [settled, setSettled] = useState(chosen);
  const key = JSON.stringify(chosen);
  const latest = useLatest(() => chosen);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(latest()), restMs);
    return () => clearTimeout(timer);
  }, [key, latest]);
  return settled;
}

interface ElsewhereProps {
  preview: RedactionPreview;
  isEverywhere: boolean;
  onEverywhere: (is: boolean) => void;
  isAlsoWritten: boolean;
  onAlsoWritten: (is: boolean) => void;
}

/** Where the same words stand, and which of it goes along. */
function Elsewhere({
  preview,
  isEverywhere,
  onEverywhere,
  isAlsoWritten,
  onAlsoWritten,
}: ElsewhereProps) {
  const { revisions, isLookedFor, otherItems, written, reportSections } = preview;
  const places = [
    ...(written > 0
      ? [countText(written, 'event, entry or follow-up', 'events, entries and follow-ups')]
      : []),
    ...(reportSections > 0 ? [`${countText(reportSections, 'section')} of the report`] : []),
  ].join(' and ');
  return (
    <div role="status" className="flex flex-col gap-1.5 text-sm">
      {revisions > 1 && <p>They go from all {revisions} revisions that hold them.</p>}
      {!isLookedFor && (
        <p className="text-ink-soft">
          They are too short to be looked for elsewhere: they go at this place alone.
        </p>
      )}
      {otherItems > 0 && (
        <Checkbox
          label={`Also from ${countText(otherItems, 'other item')} of this record with the same words`}
          checked={isEverywhere}
          onChange={(event) => onEverywhere(event.target.checked)}
        />
      )}
      {places !== '' && (
        <Checkbox
          label={`Also where people wrote them: in ${places}, with their history and published editions`}
          checked={isAlsoWritten}
          onChange={(event) => onAlsoWritten(event.target.checked)}
        />
      )}
      {isLookedFor && otherItems === 0 && places === '' && (
        <p className="text-ink-soft">They stand nowhere else in this incident.</p>
      )}
    </div>
  );
}

function NotReached({ isAlsoWritten, isSecret }: { isAlsoWritten: boolean; isSecret: boolean }) {
  return (
    <div className="rounded-md bg-wash px-3 py-2 text-sm text-ink-soft">
      <p>
        With the words go the originals of the item, and every quotation, title and proposal that
        Debrief took over from it. Importing the same file again brings nothing back.
      </p>
      <p className="mt-1.5 font-medium text-ink">It does not reach:</p>
      <ul className="ml-4 list-disc">
        {!isAlsoWritten && (
          <li>what people typed themselves in events, entries, follow-ups or the report</li>
        )}
        <li>
          what somebody wrote in a story of their own, or in the title and summary of the incident
        </li>
        <li>the tool that it came from, and other incidents into which it was imported apart</li>
        <li>exports and bundles that were downloaded, and backups of the database</li>
      </ul>
      {isSecret && (
        <p className="mt-1.5 font-medium text-ink">
          Whoever has seen the secret has it: change it, too.
        </p>
      )}
    </div>
  );
}
