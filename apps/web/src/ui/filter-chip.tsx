import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import { cx } from './cx.ts';
import type { Choice } from './field.tsx';

interface FilterChipProps<T extends string> {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChoose: (value: T) => void;
}

/**
 * A filter with its label: “Owner: Anyone”. Highlighted unless it is the first choice, which
 * filters nothing.
 */
export function FilterChip<T extends string>({
  label,
  value,
  choices,
  onChoose,
}: FilterChipProps<T>) {
  const id = useId();
  const isSet = value !== choices[0]?.value;
  return (
    <span
      className={cx(
        'relative inline-flex h-8 max-w-full items-center rounded-md border pl-2.5 text-sm',
        isSet ? 'border-accent bg-accent-wash' : 'border-line-strong bg-sheet hover:bg-wash',
      )}
    >
      <label htmlFor={id} className="shrink-0 text-ink-soft">
        {label}
        <span aria-hidden="true">:</span>
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChoose(chosen.value);
        }}
        className="field-sizing-content h-full max-w-48 min-w-0 appearance-none truncate rounded-md bg-transparent pr-6 pl-1 font-medium text-ink"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} className="bg-sheet text-ink">
            {choice.label}
          </option>
        ))}
      </select>
      <ChevronDown
        size={13}
        aria-hidden="true"
        className="pointer-events-none absolute right-2 text-ink-soft"
      />
    </span>
  );
}
