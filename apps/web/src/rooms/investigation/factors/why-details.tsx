import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { nowMs } from '../../../clock.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Field, TextArea } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { blankFinding } from '../blank-finding.ts';
import type { FindingPlace } from '../finding-place.ts';

interface WhyDetailsProps {
  place: FindingPlace;
  /** From the outcome back. */
  path: readonly string[];
  at: number;
  onAt: (at: number) => void;
}

/**
 * One step of five whys as part of a path: what else had to be true, and why it made sense then.
 */
export function WhyDetails({ place, path, at, onAt }: WhyDetailsProps) {
  const { investigation, incident } = place;
  const [text, keep, forget] = useDraft(`${incident.ref}.why.after.${path[at + 1] ?? at}`, {
    else: '',
    sense: '',
  });
  const [added, setAdded] = useState<string[]>([]);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const findById = (id: string | undefined) =>
    investigation.findings?.find((finding) => finding.id === id);
  const result = findById(path[at]);
  const why = findById(path[at + 1]);
  const addElse = async () => {
    const statement = text.else.trim();
    if (statement === '' || !result) return;
    const nowIso = new Date(nowMs()).toISOString();
    const { at: time, precision } = result;
    const guess = blankFinding('factor', {
      id: crypto.randomUUID(),
      incidentId: incident.id,
      actor: result.createdBy,
      nowIso,
      at: time,
      precision,
      statement,
      citations: [],
    });
    await investigation.add(guess, { statement, at: time, precision });
    investigation.link(guess.id, result.id, 'made-possible');
    setAdded([...added, statement]);
    keep({ ...text, else: '' });
  };
  const next = async () => {
    await addElse();
    if (why && text.sense.trim() !== '') await investigation.change(why, { sense: text.sense });
    forget();
    onAt(at + 1);
  };
  const attempt = (act: () => Promise<void>) => {
    setError(null);
    void act().catch(setError);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    attempt(addElse);
  };
  return (
    <form
      ref={form}
      aria-label={`Step ${at + 1} of the five whys`}
      onSubmit={(submit) => (submit.preventDefault(), attempt(next))}
      onKeyDown={(event) =>
        event.key === 'Enter' &&
        (event.metaKey || event.ctrlKey) &&
        (event.preventDefault(), attempt(next))
      }
      className="flex flex-col gap-3 rounded-md border border-line-strong bg-sheet p-3"
    >
      <p className="text-xs text-ink-soft">
        Step {at + 1} of {path.length - 1}. You can leave an answer empty.
      </p>
      <p className="text-sm">
        <span className="font-medium">{why?.statement}</span>
        <span className="block text-xs text-ink-soft">led to</span>
        {result?.statement}
      </p>
      <ProblemNote error={error} />
      <Field
        label="What else had to be true?"
        value={text.else}
        maxLength={2000}
        autoComplete="off"
        hint="Press Enter to add a factor next to this why"
        onChange={(event) => keep({ ...text, else: event.target.value })}
        onKeyDown={press}
      />
      <ul aria-live="polite" className="list-disc pl-5 text-sm empty:hidden">
        {added.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
      <TextArea
        label="How did it make sense then?"
        rows={3}
        value={text.sense}
        maxLength={20_000}
        placeholder="It had been done so for years without trouble"
        onChange={(event) => keep({ ...text, sense: event.target.value })}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" keys="mod+enter">
          {at + 2 < path.length ? 'Next step' : 'Finish'}
        </Button>
        <Button onClick={() => onAt(path.length)}>Leave the rest</Button>
      </div>
    </form>
  );
}
