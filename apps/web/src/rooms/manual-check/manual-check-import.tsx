import type { ManualCheckImport as Imported } from '@debrief/contract';
import { numberText } from '@debrief/rules/numbers';
import { api } from '../../api.ts';
import { ImportDialog } from '../../ui/import-dialog.tsx';
import { refreshManualChecks } from './queries.ts';

export function ManualCheckImport({ onClose }: { onClose: () => void }) {
  return (
    <ImportDialog
      title="Import manual checks"
      lead="A CSV file with the columns name, frequency (daily, 5 per week) and minutes, and if you have them: description, service and people."
      label="File"
      accept=".csv,.tsv"
      send={async (file) => api['manual-check'].import({ name: file.name }, { file })}
      onImported={refreshManualChecks}
      summarize={summarize}
      onClose={onClose}
    >
      {() => null}
    </ImportDialog>
  );
}

function summarize({ problems, ...counts }: Imported) {
  const { added, changed, unchanged, rejected } = counts;
  const said = Object.entries({ added, changed, unchanged, rejected }).flatMap(([what, count]) =>
    count > 0 ? `${numberText(count)} ${what}` : [],
  );
  return { title: 'Imported manual checks', lead: `${said.join(', ')}.`, lines: problems };
}
