import type { CatalogImport } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { Field, Select } from '../../ui/field.tsx';
import { FileField } from '../../ui/file-field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { refreshCatalog } from './changes.ts';

type Missing = 'mark' | 'keep';
const missingChoices: { value: Missing | ''; label: string }[] = [
  { value: '', label: 'Select' },
  { value: 'mark', label: 'Mark them as no longer listed' },
  { value: 'keep', label: "Don't change them: the file is a part" },
];

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const [missing, setMissing] = useState<Missing | ''>('');
  const send = useMutation({
    mutationFn: async () => {
      if (!file) throw new Error('Select a file.');
      return api.catalog.import(
        {
          name: file.name,
          ...(source.trim() !== '' && { source }),
          ...(missing !== '' && { missing }),
        },
        { file },
      );
    },
    onSuccess: refreshCatalog,
  });
  const asks = missing !== '' || (send.error && toProblem(send.error).code === 'conflict');
  if (send.data) return <Result result={send.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Import services"
      lead="catalog-info.yaml of Backstage, events of OpenLineage, manifest.json of dbt, or a CSV file with a column “name”. What people set or removed here stays."
      onClose={onClose}
      save={send}
      submit="Import"
    >
      <FileField
        label="File"
        accept=".yaml,.yml,.json,.jsonl,.ndjson,.csv,.tsv"
        name={file?.name ?? null}
        onFile={setFile}
      />
      <Field
        label="Source"
        hint="Leave empty for the name of the format. Name it if several files of one format are separate catalogs."
        name="source"
        maxLength={80}
        value={source}
        onChange={(event) => setSource(event.target.value)}
      />
      {asks && (
        <Select
          label="Services of this source that aren't in the file"
          name="missing"
          value={missing}
          choices={missingChoices}
          onChoose={setMissing}
        />
      )}
    </FormDialog>
  );
}

function Result({ result, onClose }: { result: CatalogImport; onClose: () => void }) {
  const counts: [number, string][] = [
    [result.added, 'added'],
    [result.changed, 'changed'],
    [result.unchanged, 'unchanged'],
    [result.missing, 'no longer listed'],
    [result.returned, 'listed again'],
    [result.onlyNamed, 'only named by others'],
    [result.rejected, 'rejected'],
    [result.removedByHand, 'removed by a person, not imported'],
  ];
  const said = counts.flatMap(([count, what]) => (count > 0 ? `${numberText(count)} ${what}` : []));
  const links = `${countText(result.links.added, 'new link')}, ${numberText(result.links.unchanged)} unchanged.`;
  const kept = result.keptFields + result.otherSources;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Imported from ${result.source}`}
      lead={`Services: ${said.join(', ')}. ${links}${kept > 0 ? ` ${countText(kept, 'field')} of people and other sources kept.` : ''}`}
    >
      {result.leftOut.length + result.problems.length > 0 && (
        <ul className="max-h-72 overflow-y-auto border-t border-line text-sm">
          {result.leftOut.map(({ what, count }) => (
            <li key={what} className="border-b border-line py-1.5 wrap-anywhere">
              <span className="text-ink-soft">Left out</span> {numberText(count)} {what}
            </li>
          ))}
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
