import { useId, useState, type ReactNode } from 'react';
import { fieldsToKeep, type Comparison, type Side } from '../data/merge-versions.ts';
import { Button } from './button.tsx';
import { cx } from './cx.ts';

interface VersionChoiceProps<Name extends string> {
  what: string;
  by: string;
  comparison: Comparison<Name>;
  label: (name: Name) => string;
  text: (name: Name, side: Side) => string;
  onChoose: (keep: Name[]) => void;
}

/**
 * Two versions for comparison. Nothing is saved until a person decides, field by field or all at
 * once.
 */
export function VersionChoice<Name extends string>({
  what,
  by,
  comparison,
  label,
  text,
  onChoose,
}: VersionChoiceProps<Name>) {
  const { mine, theirs, both } = comparison;
  const choose = (choice: (name: Name) => Side) => onChoose(fieldsToKeep(comparison, choice));
  const group = useId();
  const [sides, setSides] = useState<ReadonlyMap<Name, Side>>(new Map());
  const isChosen = both.every((name) => sides.has(name));
  return (
    <TwoVersions
      what={what}
      heading={`${by} changed this ${what} while you were editing.`}
      note="Your draft is safe. Select a version for each field, or one version for all."
    >
      <div className="grid grid-cols-[auto_1fr_1fr] gap-x-3 gap-y-1 px-3 py-2">
        <span />
        <span className="text-xs font-semibold text-ink-soft">Mine</span>
        <span className="text-xs font-semibold text-ink-soft">{by}</span>
        {both.map((name) => (
          <fieldset key={name} className="contents">
            <legend className="sr-only">{label(name)}</legend>
            <span aria-hidden="true" className="pt-1 text-xs text-ink-soft">
              {label(name)}
            </span>
            {(['mine', 'theirs'] as const).map((side) => (
              <label
                key={side}
                className={cx(
                  'flex min-w-0 items-start gap-2 rounded-sm border px-2 py-1',
                  sides.get(name) === side ? 'border-accent bg-accent-wash' : 'border-line',
                )}
              >
                <input
                  type="radio"
                  name={`${group}-${name}`}
                  checked={sides.get(name) === side}
                  onChange={() => setSides(new Map([...sides, [name, side]]))}
                  className="mt-1 shrink-0 accent-accent"
                />
                <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">
                  {text(name, side) || '(empty)'}
                </span>
              </label>
            ))}
          </fieldset>
        ))}
        {mine.length > 0 && <Kept label="Only you changed" fields={mine.map(label)} />}
        {theirs.length > 0 && <Kept label={`Only ${by} changed`} fields={theirs.map(label)} />}
      </div>
      <div className={buttons}>
        <Button
          small
          look="primary"
          disabled={!isChosen}
          onClick={() => choose((name) => sides.get(name) ?? 'theirs')}
        >
          Use this combination
        </Button>
        <Button small onClick={() => choose(() => 'mine')}>
          Use mine
        </Button>
        <Button small onClick={() => choose(() => 'theirs')}>
          Use {by}
        </Button>
      </div>
    </TwoVersions>
  );
}

/** Says which fields someone else changed, and that they were applied. */
export function DraftNews({ by, fields }: { by: string; fields: readonly string[] }) {
  if (fields.length === 0) return null;
  return (
    <p role="status" className="rounded-sm bg-highlight px-2 py-1 text-sm">
      {by} changed {fields.join(', ').toLowerCase()} while you were editing. Your changes are kept.
    </p>
  );
}

const buttons = 'flex flex-wrap gap-2 border-t border-line px-3 py-2';

interface TwoVersionsProps {
  what: string;
  heading: string;
  note: string;
  children: ReactNode;
}

export function TwoVersions({ what, heading, note, children }: TwoVersionsProps) {
  return (
    <section
      aria-label={`Two versions of this ${what}`}
      className="my-2 rounded-md border border-danger bg-sheet text-sm"
    >
      <p role="alert" className="border-b border-line px-3 py-2">
        <strong className="font-semibold">{heading}</strong> {note}
      </p>
      {children}
    </section>
  );
}

interface SideBySideProps {
  labels: readonly [mine: string, theirs: string];
  mine: ReactNode;
  theirs: ReactNode;
}

export function SideBySide({ labels, mine, theirs }: SideBySideProps) {
  return (
    <div className="grid gap-3 px-3 py-2 sm:grid-cols-2">
      {[mine, theirs].map((words, index) => (
        <div key={labels[index]} className="min-w-0">
          <p className="text-xs font-semibold text-ink-soft">{labels[index]}</p>
          <div className="font-serif wrap-anywhere whitespace-pre-line">{words}</div>
        </div>
      ))}
    </div>
  );
}

interface TextVersionChoiceProps extends Omit<SideBySideProps, 'labels'> {
  what: string;
  heading: string;
  keepLabel: string;
  takeLabel: string;
  labels?: SideBySideProps['labels'];
  onChoose: (side: Side) => void;
}

/** Two versions of one text. Nothing is saved until a person selects one. */
export function TextVersionChoice({
  what,
  heading,
  keepLabel,
  takeLabel,
  labels = ['Typed here', 'Saved there'],
  onChoose,
  ...texts
}: TextVersionChoiceProps) {
  return (
    <TwoVersions what={what} heading={heading} note="Nothing is lost. Select one.">
      <SideBySide labels={labels} {...texts} />
      <div className={buttons}>
        <Button small look="primary" onClick={() => onChoose('mine')}>
          {keepLabel}
        </Button>
        <Button small onClick={() => onChoose('theirs')}>
          {takeLabel}
        </Button>
      </div>
    </TwoVersions>
  );
}

function Kept({ label, fields }: { label: string; fields: readonly string[] }) {
  return (
    <p className="col-span-3 text-xs text-ink-soft">
      {label}: {fields.map((field) => field.toLowerCase()).join(', ')} (kept)
    </p>
  );
}
