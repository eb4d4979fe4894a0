import { useId, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { combined, compare, fieldLabels, type FieldName, type Fields, type Side } from './conflict.ts';
import { useDesk } from './desk.ts';
import { fieldText } from './field-words.ts';

interface ConflictViewProps {
  base: Fields;
  mine: Fields;
  theirs: Fields;
  /** Who made the other version. */
  by: string;
  onChoose: (fields: Fields) => void;
}

/** Two versions of one event side by side. Nothing is taken until a person says which, field by field or all at once. */
export function ConflictView({ base, mine, theirs, by, onChoose }: ConflictViewProps) {
  const desk = useDesk();
  const name = useId();
  const [sides, setSides] = useState<Partial<Record<FieldName, Side>>>({});
  const { both, mine: byMe, theirs: byThem } = compare(base, mine, theirs);
  const text = (field: FieldName, fields: Fields) => fieldText(field, fields, desk.incident.zone, desk.personName);
  const isChosen = both.every((field) => sides[field] !== undefined);
  const take = (side: Side) => onChoose(combined(base, mine, theirs, () => side));
  return (
    <section aria-label="Two versions of this event" className="rounded-md border border-danger bg-sheet text-sm">
      <p className="border-b border-line px-3 py-2">
        <strong className="font-semibold">{by} changed this event while you did.</strong> Nothing of yours is lost: choose for each field, or take one version
        for all.
      </p>
      <div className="grid grid-cols-[auto_1fr_1fr] gap-x-3 gap-y-1 px-3 py-2">
        <span />
        <span className="text-xs font-semibold text-ink-soft">Mine</span>
        <span className="text-xs font-semibold text-ink-soft">{by}</span>
        {both.map((field) => (
          <fieldset key={field} className="contents">
            <legend className="sr-only">{fieldLabels[field]}</legend>
            <span aria-hidden="true" className="pt-1 text-xs text-ink-soft">
              {fieldLabels[field]}
            </span>
            {(['mine', 'theirs'] as const).map((side) => (
              <label
                key={side}
                className={cx(
                  'flex min-w-0 items-start gap-2 rounded-sm border px-2 py-1',
                  sides[field] === side ? 'border-accent bg-accent-wash' : 'border-line',
                )}
              >
                <input
                  type="radio"
                  name={`${name}-${field}`}
                  checked={sides[field] === side}
                  onChange={() => setSides({ ...sides, [field]: side })}
                  className="mt-1 shrink-0 accent-accent"
                />
                <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{text(field, side === 'mine' ? mine : theirs) || '(empty)'}</span>
              </label>
            ))}
          </fieldset>
        ))}
        {byMe.length > 0 && <Kept label="Only you changed" fields={byMe} />}
        {byThem.length > 0 && <Kept label={`Only ${by} changed`} fields={byThem} />}
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line px-3 py-2">
        <Button small look="primary" disabled={!isChosen} onClick={() => onChoose(combined(base, mine, theirs, (field) => sides[field] ?? 'theirs'))}>
          Use this combination
        </Button>
        <Button small onClick={() => take('mine')}>
          All mine
        </Button>
        <Button small onClick={() => take('theirs')}>
          All of {by}
        </Button>
      </div>
    </section>
  );
}

function Kept({ label, fields }: { label: string; fields: readonly FieldName[] }) {
  return (
    <p className="col-span-3 text-xs text-ink-soft">
      {label}: {fields.map((field) => fieldLabels[field].toLowerCase()).join(', ')} (kept)
    </p>
  );
}
