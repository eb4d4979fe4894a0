import type { ComponentProps } from 'react';
import { Dialog } from './dialog.tsx';
import { Form } from './form.tsx';

type FormDialogProps = Omit<ComponentProps<typeof Form>, 'onCancel'> &
  Omit<ComponentProps<typeof Dialog>, 'isOpen'> & { isOpen?: boolean };

/** A dialog with a form; canceling closes it. */
export function FormDialog({
  isOpen = true,
  title,
  lead,
  size,
  onClose,
  ...form
}: FormDialogProps) {
  return (
    <Dialog isOpen={isOpen} title={title} lead={lead} onClose={onClose} {...(size && { size })}>
      <Form {...form} onCancel={onClose} />
    </Dialog>
  );
}
