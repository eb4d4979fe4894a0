import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '../../ui/cx.ts';
import { rolesLike, type Suggested } from './suggested.ts';

interface RolePickerProps {
  /** Whose roles they are, for who does not see the row. */
  name: string;
  roles: readonly string[];
  choices: readonly Suggested[];
  isBusy: boolean;
  onSet: (roles: string[]) => void;
  onClose: () => void;
}

const most = 5;

/** The roles of one person, chosen or written freely: type, Enter takes, Backspace takes back, Esc goes back. */
export function RolePicker({ name, roles, choices, isBusy, onSet, onClose }: RolePickerProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(true);
  const isFull = roles.length >= most;
  const found = isFull ? [] : rolesLike(choices, text, roles);
  const chosen = at === null ? undefined : found[at];
  const isListed = isOpen && found.length > 0;
  const put = (next: string[]) => {
    if (isBusy) return;
    onSet(next);
    setText('');
    setAt(null);
    input.current?.focus();
  };
  const add = (role: string) =>
    role.trim() === '' || isFull ? undefined : put([...roles, role.trim()]);
  const step = (by: 1 | -1) => {
    setOpen(true);
    setAt(
      found.length === 0
        ? null
        : at === null
          ? by === 1
            ? 0
            : found.length - 1
          : (found.length + at + by) % found.length,
    );
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter') add(chosen?.role ?? text);
    else if (event.key === 'Backspace' && text === '' && roles.length > 0) put(roles.slice(0, -1));
    else if (event.key === 'Escape' && isListed && text !== '') setOpen(false);
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={box}
      className="relative mt-1 max-w-96"
      onBlur={(event) => !box.current?.contains(event.relatedTarget) && onClose()}
    >
      <div className="flex flex-wrap items-center gap-1 rounded-md border border-line-strong bg-sheet p-1 focus-within:border-accent">
        {roles.map((role) => (
          <span
            key={role}
            className="inline-flex min-h-6 max-w-full items-center rounded-sm bg-accent-wash pl-1.5 text-xs text-accent"
          >
            <span className="min-w-0 wrap-anywhere">{role}</span>
            <button
              type="button"
              aria-label={`${name} was not ${role}`}
              title="Take it back"
              className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-wash-strong"
              onClick={() => put(roles.filter((one) => one !== role))}
            >
              <X size={12} aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          autoFocus
          role="combobox"
          aria-label={`What was ${name}?`}
          aria-expanded={isListed}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id}-${at}` : undefined}
          aria-describedby={`${id}-hint`}
          aria-busy={isBusy}
          autoComplete="off"
          maxLength={60}
          readOnly={isFull}
          value={text}
          placeholder={isFull ? '' : 'incident commander'}
          onChange={(event) => (setText(event.target.value), setAt(null), setOpen(true))}
          onClick={() => setOpen(true)}
          onKeyDown={press}
          className="h-6 min-w-32 flex-1 bg-transparent px-1 text-sm outline-none"
        />
      </div>
      <p id={`${id}-hint`} className="mt-0.5 text-xs text-ink-soft">
        {isFull
          ? 'Five roles at most: take one back to say another.'
          : 'Enter takes it, also in words of your own. Esc goes back.'}
      </p>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Roles"
        className={cx(
          'absolute inset-x-0 top-full z-10 max-h-64 overflow-y-auto rounded-md border border-line bg-sheet py-1 shadow-float',
          !isListed && 'hidden',
        )}
      >
        {found.map(({ role, does }, index) => (
          <li
            key={role}
            id={`${id}-${index}`}
            ref={(row) => (index === at ? row?.scrollIntoView({ block: 'nearest' }) : undefined)}
            role="option"
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(role)}
            className={cx(
              'cursor-pointer px-2.5 py-1 text-sm',
              index === at ? 'bg-accent-wash' : 'hover:bg-wash',
            )}
          >
            {role} {does !== '' && <span className="block text-xs text-ink-soft">{does}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
