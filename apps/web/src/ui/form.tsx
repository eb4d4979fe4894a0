import type { ReactNode } from 'react';
import { Button, type ButtonLook } from './button.tsx';
import { Buttons } from './dialog.tsx';
import { FormError } from './form-error.ts';
import { ProblemNote } from './problem.tsx';

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
  children: ReactNode;
}

/** Fields, errors and buttons. A field with a `name` shows the server's issues about it. */
export function Form({ label, save, submit, look = 'primary', isDisabled, ...rest }: FormProps) {
  return (
    <FormError value={save.error}>
      <form
        aria-label={label}
        className="flex flex-col gap-4"
        onSubmit={(event) => (event.preventDefault(), save.mutate())}
      >
        {rest.children}
        <ProblemNote error={save.error} />
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
