import { LinkKind, type Factor } from '@debrief/contract';
import { useId, useState, type KeyboardEvent } from 'react';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import type { OpenInquiry } from '../use-inquiry.ts';
import { factorLooks, linkWords } from '../words.ts';

interface LinkDialogProps {
  factor: Factor;
  factors: readonly Factor[];
  inquiry: OpenInquiry;
  onClose: () => void;
}

const choices = LinkKind.options.flatMap((kind) => [
  { value: `forth ${kind}`, label: `… ${linkWords[kind].forth} …` },
  {
    value: `back ${kind}`,
    label: `… was ${linkWords[kind].back} …`.replace('was because of', 'happened because of'),
  },
]);

/** Links a factor with another one, chosen by typing: say how, type a word of the other, Enter. */
export function LinkDialog({ factor, factors, inquiry, onClose }: LinkDialogProps) {
  const id = useId();
  const [how, setHow] = useState('forth led-to');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = factors.filter(
    (one) =>
      one.id !== factor.id && words.every((word) => one.statement.toLowerCase().includes(word)),
  );
  const pick = (other: Factor | undefined) => {
    const kind = LinkKind.options.find((one) => how.endsWith(` ${one}`));
    if (!other || !kind) return;
    const [from, to] = how.startsWith('forth') ? [factor.id, other.id] : [other.id, factor.id];
    inquiry.link(from, to, kind).then(onClose).catch(setError);
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') pick(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Link to another factor" lead={factor.statement}>
      <ProblemNote error={error} />
      <Select label="How" value={how} choices={choices} onChoose={setHow} />
      <label htmlFor={id} className="mt-3 block text-sm font-medium">
        The other factor
      </label>
      <input
        id={id}
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-found`}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        value={text}
        autoComplete="off"
        placeholder="Type a word of it"
        onChange={(event) => (setText(event.target.value), setAt(0))}
        onKeyDown={press}
        className="mt-1 h-8 w-full rounded-md border border-line-strong bg-sheet px-2.5 text-base"
      />
      <ul
        id={`${id}-found`}
        role="listbox"
        aria-label="Factors"
        className="mt-1 max-h-72 overflow-y-auto"
      >
        {found.map((one, index) => (
          <li
            key={one.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => pick(one)}
            className={cx(
              'cursor-pointer rounded-sm px-2 py-1 text-sm',
              index === at && 'bg-accent-wash',
            )}
          >
            <span
              className="mr-1 text-2xs font-semibold"
              style={{ color: factorLooks[one.kind].color }}
            >
              {factorLooks[one.kind].label}
            </span>
            {one.statement}
          </li>
        ))}
        {found.length === 0 && (
          <li
            role="option"
            aria-selected="false"
            aria-disabled="true"
            className="px-2 py-1 text-sm text-ink-soft"
          >
            No other factor has these words
          </li>
        )}
      </ul>
    </Dialog>
  );
}
