import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { Button } from './button.tsx';

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

interface EditorButtonsProps {
  submit: string;
  isBusy?: boolean;
  isDisabled: boolean;
  /** Whether there is a draft to discard. */
  isTouched: boolean;
  onDiscard: () => void;
  onRemove?: (() => void) | null;
  /** More buttons. */
  children?: ReactNode;
}

export function EditorButtons(props: EditorButtonsProps) {
  const { submit, isBusy = false, isDisabled, isTouched, onDiscard, onRemove, children } = props;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button type="submit" look="primary" keys="mod+enter" isBusy={isBusy} disabled={isDisabled}>
        {submit}
      </Button>
      <Button onClick={onDiscard}>{isTouched ? 'Discard' : 'Close'}</Button>
      {onRemove && (
        <Button look="quiet" onClick={onRemove}>
          Remove
        </Button>
      )}
      {children}
      {isTouched && <span className="text-xs text-ink-soft">Esc closes and keeps this draft</span>}
    </div>
  );
}
