import type { KeyboardEvent, ReactNode, RefObject } from 'react';

interface EditorFormProps {
  label: string;
  /** The name of a text area in which Enter also saves. */
  saveOnEnterIn?: string;
  onSave: () => void;
  onEscape: () => void;
  ref?: RefObject<HTMLFormElement | null>;
  children: ReactNode;
}

/** A form within a list: Ctrl or ⌘ and Enter saves, Esc leaves it. */
export function EditorForm({
  label,
  saveOnEnterIn,
  onSave,
  onEscape,
  ref,
  children,
}: EditorFormProps) {
  const press = (event: KeyboardEvent) => {
    const { target } = event;
    const isEnough =
      target instanceof HTMLTextAreaElement && target.name === saveOnEnterIn && !event.shiftKey;
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey || isEnough)) onSave();
    else if (event.key === 'Escape') onEscape();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      ref={ref}
      aria-label={label}
      onKeyDown={press}
      onSubmit={(event) => (event.preventDefault(), onSave())}
      className="@container flex flex-col gap-3 rounded-md border border-line-strong bg-sheet p-3"
    >
      {children}
    </form>
  );
}
