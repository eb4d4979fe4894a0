import { X } from 'lucide-react';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Combobox } from '../../ui/combobox.tsx';
import { filterRoleSuggestions, type RoleSuggestion } from './role-suggestions.ts';

interface RolePickerProps {
  name: string;
  roles: readonly string[];
  choices: readonly RoleSuggestion[];
  isBusy: boolean;
  onSet: (roles: string[]) => void;
  onClose: () => void;
}

const most = 5;

export function RolePicker({ name, roles, choices, isBusy, onSet, onClose }: RolePickerProps) {
  const hintId = useId();
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [isOpen, setOpen] = useState(true);
  const isFull = roles.length >= most;
  const found = isFull ? [] : filterRoleSuggestions(choices, text, roles);
  const isListed = isOpen && found.length > 0;
  const put = (next: string[]) => {
    if (isBusy) return;
    onSet(next);
    setText('');
    input.current?.focus();
  };
  const add = (role: string) =>
    role.trim() === '' || isFull ? undefined : put([...roles, role.trim()]);
  const removeLast = (event: KeyboardEvent) => {
    if (event.key !== 'Backspace' || text !== '' || roles.length === 0) return;
    put(roles.slice(0, -1));
    event.preventDefault();
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
              aria-label={`Remove the role ${role} from ${name}`}
              title="Remove role"
              className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-wash-strong"
              onClick={() => put(roles.filter((one) => one !== role))}
            >
              <X size={12} />
            </button>
          </span>
        ))}
        <Combobox
          label={`Add a role for ${name}`}
          hasHiddenLabel
          listLabel="Roles"
          text={text}
          onTextChange={(next) => (setText(next), setOpen(true))}
          items={found.map((one) => ({ ...one, id: one.role }))}
          isOpen={isOpen}
          onText={add}
          onSelect={({ role }) => add(role)}
          onEscape={() => (isListed && text !== '' ? setOpen(false) : onClose())}
          input={{
            ref: input,
            autoFocus: true,
            'aria-describedby': hintId,
            'aria-busy': isBusy,
            maxLength: 60,
            readOnly: isFull,
            placeholder: isFull ? '' : 'incident commander',
            onClick: () => setOpen(true),
            onKeyDown: removeLast,
            className: 'h-6 min-w-32 flex-1 bg-transparent px-1 text-sm outline-none',
          }}
          listClass="absolute inset-x-0 top-full z-10 max-h-64 overflow-y-auto rounded-md border border-line bg-sheet py-1 shadow-float"
          optionClass="px-2.5 py-1 text-sm"
        >
          {({ role, does }) => (
            <>
              {role} {does !== '' && <span className="block text-xs text-ink-soft">{does}</span>}
            </>
          )}
        </Combobox>
      </div>
      <p id={hintId} className="mt-0.5 text-xs text-ink-soft">
        {isFull
          ? 'Five roles at most. Remove one to add another.'
          : 'Enter adds the role, or your own words. Esc closes.'}
      </p>
    </div>
  );
}
