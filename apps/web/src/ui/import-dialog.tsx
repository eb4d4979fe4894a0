import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { toProblem } from '../api.ts';
import { Button } from './button.tsx';
import { Buttons, Dialog } from './dialog.tsx';
import { FileField } from './file-field.tsx';
import { FormDialog } from './form-dialog.tsx';

/** What an import did: its counts, and what was rejected or left out. */
interface ImportSummary {
  title: string;
  lead: string;
  lines: readonly { place: string; reason: string }[];
}

interface ImportDialogProps<Result> {
  title: string;
  lead: string;
  label: string;
  /** Extensions and types, as in `accept` of an input. */
  accept: string;
  send: (file: File) => Promise<Result>;
  onImported: () => unknown;
  summarize: (result: Result) => ImportSummary;
  onClose: () => void;
  /** Fields after the file. `asks`: the server asks what to do with what the file doesn't list. */
  children: (asks: boolean) => ReactNode;
}

/** Imports a file, then shows what it changed. */
export function ImportDialog<Result>({
  title,
  lead,
  label,
  accept,
  send,
  onImported,
  summarize,
  onClose,
  children,
}: ImportDialogProps<Result>) {
  const [file, setFile] = useState<File | null>(null);
  const save = useMutation({
    mutationFn: async () => {
      if (!file) throw new Error('Select a file.');
      return send(file);
    },
    onSuccess: onImported,
  });
  if (save.data !== undefined) return <Summary {...summarize(save.data)} onClose={onClose} />;
  return (
    <FormDialog title={title} lead={lead} onClose={onClose} save={save} submit="Import">
      <FileField label={label} accept={accept} name={file?.name ?? null} onFile={setFile} />
      {children(save.error !== null && toProblem(save.error).code === 'conflict')}
    </FormDialog>
  );
}

function Summary({ title, lead, lines, onClose }: ImportSummary & { onClose: () => void }) {
  return (
    <Dialog isOpen onClose={onClose} title={title} lead={lead}>
      {lines.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-t border-line text-sm">
          {lines.map(({ place, reason }, index) => (
            // Two lines can read the same.
            <li key={`${index} ${place}`} className="border-b border-line py-1.5 wrap-anywhere">
              <span className="text-ink-soft">{place}</span> {reason}
            </li>
          ))}
        </ul>
      )}
      <Buttons>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </Buttons>
    </Dialog>
  );
}
