import type { DirectoryImport } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Select } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';

type Missing = 'leave' | 'keep';
const missingChoices: { value: Missing | ''; label: string }[] = [
  { value: '', label: 'Select' },
  { value: 'leave', label: 'Mark them as left' },
  { value: 'keep', label: "Don't change them" },
];

export function DirectoryDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [day, setDay] = useState('');
  const [missing, setMissing] = useState<Missing | ''>('');
  const send = useMutation({
    mutationFn: async () => {
      if (!file) throw new Error('Select a CSV file.');
      return api.people.importDirectory(
        {
          name: file.name,
          ...(day !== '' && { asOf: day }),
          ...(missing !== '' && { missing }),
        },
        { file },
      );
    },
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const asks = missing !== '' || (send.error && toProblem(send.error).code === 'conflict');
  if (send.data) return <Result result={send.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Import directory"
      lead="A CSV file with names or email addresses, and titles, teams, managers, start dates, time zones or locations. Everyone who can see an incident sees these of its people. Only admins can list the directory."
      onClose={onClose}
      save={send}
      submit="Import"
    >
      <FileField
        label="CSV file"
        accept=".csv,.tsv,.txt,text/csv"
        name={file?.name ?? null}
        onFile={setFile}
      />
      <DateField
        label="Exported on"
        hint="Leave empty for today. A title counts from the first file that has it, unless the file says since when."
        value={day}
        onChoose={setDay}
        name="asOf"
      />
      {asks && (
        <Select
          label="People who aren't in the file"
          value={missing}
          choices={missingChoices}
          onChoose={setMissing}
        />
      )}
    </FormDialog>
  );
}

function Result({ result, onClose }: { result: DirectoryImport; onClose: () => void }) {
  const counts = [
    `${numberText(result.added)} added`,
    `${numberText(result.changed)} changed`,
    `${numberText(result.unchanged)} unchanged`,
    ...(result.left > 0 ? [`${numberText(result.left)} left`] : []),
    ...(result.returned > 0 ? [`${numberText(result.returned)} returned`] : []),
    ...(result.rejected > 0 ? [`${numberText(result.rejected)} rejected`] : []),
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Read ${countText(result.read, 'row')}`}
      lead={`${counts.join(', ')}. Columns: ${result.columns.join(', ')}.`}
    >
      {result.problems.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-t border-line text-sm">
          {result.problems.map(({ place, reason }) => (
            <li key={`${place} ${reason}`} className="border-b border-line py-1.5 wrap-anywhere">
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
