import type { DirectoryImport } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Select } from '../../ui/field.tsx';
import { ImportDialog } from '../../ui/import-dialog.tsx';

type Missing = 'leave' | 'keep';
const missingChoices: { value: Missing | ''; label: string }[] = [
  { value: '', label: 'Select' },
  { value: 'leave', label: 'Mark them as left' },
  { value: 'keep', label: "Don't change them" },
];

export function DirectoryDialog({ onClose }: { onClose: () => void }) {
  const [day, setDay] = useState('');
  const [missing, setMissing] = useState<Missing | ''>('');
  return (
    <ImportDialog
      title="Import directory"
      lead="A CSV file with names or email addresses, and titles, teams, managers, start dates, time zones or locations. Everyone who can see an incident sees these of its people. Only admins can list the directory."
      label="CSV file"
      accept=".csv,.tsv,.txt,text/csv"
      send={async (file) =>
        api.people.importDirectory(
          {
            name: file.name,
            ...(day !== '' && { asOf: day }),
            ...(missing !== '' && { missing }),
          },
          { file },
        )
      }
      onImported={() => queryClient.invalidateQueries()}
      summarize={summarize}
      onClose={onClose}
    >
      {(asks) => (
        <>
          <DateField
            label="Exported on"
            hint="Leave empty for today. A title counts from the first file that has it, unless the file says since when."
            value={day}
            onChoose={setDay}
            name="asOf"
          />
          {(asks || missing !== '') && (
            <Select
              label="People who aren't in the file"
              value={missing}
              choices={missingChoices}
              onChoose={setMissing}
            />
          )}
        </>
      )}
    </ImportDialog>
  );
}

function summarize(result: DirectoryImport) {
  const counts = [
    `${numberText(result.added)} added`,
    `${numberText(result.changed)} changed`,
    `${numberText(result.unchanged)} unchanged`,
    ...(result.left > 0 ? [`${numberText(result.left)} left`] : []),
    ...(result.returned > 0 ? [`${numberText(result.returned)} returned`] : []),
    ...(result.rejected > 0 ? [`${numberText(result.rejected)} rejected`] : []),
  ];
  const unused =
    result.unusedColumns.length > 0 ? ` Not used: ${result.unusedColumns.join(', ')}.` : '';
  return {
    title: `Read ${countText(result.read, 'row')}`,
    lead: `${counts.join(', ')}. Columns: ${result.columns.join(', ')}.${unused}`,
    lines: result.problems,
  };
}
