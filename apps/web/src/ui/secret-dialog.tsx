import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { CopyBox } from './copy-box.tsx';
import { Buttons, Dialog } from './dialog.tsx';

interface SecretDialogProps {
  title: string;
  lead: string;
  label: string;
  secret: string;
  onClose: () => void;
  /** Below the secret. */
  note?: ReactNode;
  /** Buttons after Done. */
  more?: ReactNode;
}

/** Shows a key or a link for the only time. */
export function SecretDialog({ title, lead, label, secret, onClose, ...rest }: SecretDialogProps) {
  return (
    <Dialog isOpen onClose={onClose} title={title} lead={lead}>
      <CopyBox label={label} text={secret} />
      {rest.note}
      <Buttons>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
        {rest.more}
      </Buttons>
    </Dialog>
  );
}
