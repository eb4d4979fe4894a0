import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import { Buttons } from './dialog.tsx';
import { findInvalidFields, FormError, type FieldMessages } from './form-error.ts';
import { ProblemNote } from './problem.tsx';
import { useNamedFields } from './use-named-fields.ts';

interface FormProps {
  label?: string;
  save: { mutate: () => void; error: Error | null; isPending: boolean };
  /** The verb on the save button. */
  submit: string;
  look?: ButtonLook;
  isDisabled?: boolean;
  onCancel?: () => void;
  /** Buttons between Save and Cancel. */
  more?: ReactNode;
  children?: ReactNode;
}

/** Fields, errors and buttons. What cannot be sent is said at its field. A field with a `name` shows the server's issues about it. */
export function Form({ label, save, submit, look = 'primary', isDisabled, ...rest }: FormProps) {
  const [messages, setMessages] = useState<FieldMessages | null>(null);
  const ref = useRef<HTMLFormElement>(null);
  const fields = useNamedFields(ref, save.error);
  const submitForm = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const invalid = findInvalidFields(event.currentTarget);
    if (invalid.length === 0) return save.mutate();
    setMessages(new Map(invalid.map(({ field, message }) => [field.id, message])));
    invalid[0]?.field.focus();
  };
  return (
    <FormError value={messages ?? save.error}>
      <form
        ref={ref}
        aria-label={label}
        noValidate
        className="flex flex-col gap-4"
        onSubmit={submitForm}
        onInput={() => setMessages(null)}
      >
        {rest.children}
        <ProblemNote error={messages ? null : save.error} fields={fields} />
        <Buttons className="mt-1!">
          <Button type="submit" look={look} isBusy={save.isPending} disabled={isDisabled}>
            {submit}
          </Button>
          {rest.more}
          {rest.onCancel && <Button onClick={rest.onCancel}>Cancel</Button>}
        </Buttons>
      </form>
    </FormError>
  );
}
