import {
  RedactionReason,
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
import { findIssue, ProblemNote } from '../../../ui/problem.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { QuotedRange } from '../record/quote-range.ts';
import { useLatest } from '../record/use-latest.ts';
import { PartField } from './part-field.tsx';

const kindLabels: Record<RedactionReason, string> = {
  secret: 'A secret: password, key, token',
  'personal-data': 'Personal data',
  customer: 'Customer names or data',
  legal: 'Legal reasons',
  other: 'Other',
};

interface RedactDialogProps {
  incident: Incident;
  item: Evidence;
  /** What was selected in the record; without it the dialog starts with the full item. */
  part: QuotedRange | null;
  onClose: () => void;
}

export function RedactDialog({ incident, item, part: selected, onClose }: RedactDialogProps) {
  const [isWhole, setWhole] = useState(selected === null);
  const [part, setPart] = useState<QuotedRange | null>(
    selected && { start: selected.start, end: selected.end },
  );
  const [kind, setKind] = useState<RedactionReason>('secret');
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
      showToast({
        title: items === 1 ? 'Redacted' : `Redacted in ${items} items`,
        detail: 'The text is removed from Debrief. Also remove it at the source.',
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
      lead="This removes the text from Debrief permanently. You can't undo it."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={redact.error ?? (isChosen ? error : null)} />
        <fieldset ref={focusChecked} className="flex flex-col gap-1.5">
          <legend className="mb-1 text-sm font-medium">Redact</legend>
          <label className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="radio"
              name="what"
              checked={!isWhole}
              onChange={() => setWhole(false)}
              className="size-4 accent-accent"
            />
            Selected text
          </label>
          <label className="flex min-h-6 items-center gap-2 text-sm">
            <input
              type="radio"
              name="what"
              checked={isWhole}
              onChange={() => setWhole(true)}
              className="size-4 accent-accent"
            />
            The entire item
          </label>
          {!isWhole && <PartField text={item.text} part={part} onPart={setPart} />}
          {isWhole && item.text !== '' && (
            <p className="max-h-40 overflow-y-auto rounded-md border border-line bg-wash px-2.5 py-1.5 text-sm wrap-anywhere whitespace-pre-wrap">
              <del>{item.text}</del>
            </p>
          )}
        </fieldset>
        <Select
          label="Category"
          value={kind}
          choices={RedactionReason.options.map((value) => ({ value, label: kindLabels[value] }))}
          onChoose={setKind}
          hint="Shown next to the message, with your name and the time."
        />
        <TextArea
          label="Reason"
          required
          rows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          hint="Visible to anyone who can see the message. Don't repeat the redacted text."
          error={findIssue(redact.error, 'reason')}
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
          label="I understand that this can't be undone"
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
            {isWhole ? 'Redact ' : 'Redact text in '}
            {countText(1 + (isEverywhere ? (preview?.otherItems ?? 0) : 0), 'item')}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </Buttons>
      </form>
    </Dialog>
  );
}

/** The dialog opens at its first question, not at the button that closes it. */
function focusChecked(group: HTMLFieldSetElement | null): void {
  requestAnimationFrame(() => group?.querySelector<HTMLInputElement>('input:checked')?.focus());
}

const restMs = 300;

/**
 * The value after it has not changed for a moment: no request for every step of a growing
 * selection.
 */
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
      ? [countText(written, 'event, finding or follow-up', 'events, findings and follow-ups')]
      : []),
    ...(reportSections > 0 ? [`${countText(reportSections, 'section')} of the report`] : []),
  ].join(' and ');
  return (
    <div role="status" className="flex flex-col gap-1.5 text-sm">
      {revisions > 1 && <p>Removed from all {revisions} revisions that contain it.</p>}
      {!isLookedFor && (
        <p className="text-ink-soft">
          The text is too short to search for. It is only redacted here.
        </p>
      )}
      {otherItems > 0 && (
        <Checkbox
          label={`Also redact ${countText(otherItems, 'other item')} in this incident with the same text`}
          checked={isEverywhere}
          onChange={(event) => onEverywhere(event.target.checked)}
        />
      )}
      {places !== '' && (
        <Checkbox
          label={`Also redact it in ${places}, including their history and published versions`}
          checked={isAlsoWritten}
          onChange={(event) => onAlsoWritten(event.target.checked)}
        />
      )}
      {isLookedFor && otherItems === 0 && places === '' && (
        <p className="text-ink-soft">This text appears nowhere else in this incident.</p>
      )}
    </div>
  );
}

function NotReached({ isAlsoWritten, isSecret }: { isAlsoWritten: boolean; isSecret: boolean }) {
  return (
    <div className="rounded-md bg-wash px-3 py-2 text-sm text-ink-soft">
      <p>
        The item's raw payload, and every quote, title and suggestion taken from it, are redacted as
        well. Importing the same file again doesn't restore them.
      </p>
      <p className="mt-1.5 font-medium text-ink">Not redacted:</p>
      <ul className="ml-4 list-disc">
        {!isAlsoWritten && (
          <li>text that people typed in events, findings, follow-ups or the report</li>
        )}
        <li>text in private stories, or in the incident's title and summary</li>
        <li>the original tool, and other incidents with a separate import of it</li>
        <li>downloaded exports and bundles, and database backups</li>
      </ul>
      {isSecret && (
        <p className="mt-1.5 font-medium text-ink">
          Rotate the secret as well: people may already have seen it.
        </p>
      )}
    </div>
  );
}
