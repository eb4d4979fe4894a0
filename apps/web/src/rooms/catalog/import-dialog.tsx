import type { CatalogImport } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Field, Select } from '../../ui/field.tsx';
import { ImportDialog } from '../../ui/import-dialog.tsx';
import { refreshCatalog } from './changes.ts';

type Missing = 'mark' | 'keep';
const missingChoices: { value: Missing | ''; label: string }[] = [
  { value: '', label: 'Select' },
  { value: 'mark', label: 'Mark them as no longer listed' },
  { value: 'keep', label: "Don't change them: the file is a part" },
];

export function CatalogImportDialog({ onClose }: { onClose: () => void }) {
  const [source, setSource] = useState('');
  const [missing, setMissing] = useState<Missing | ''>('');
  return (
    <ImportDialog
      title="Import services"
      lead="catalog-info.yaml of Backstage, events of OpenLineage, manifest.json of dbt, or a CSV file with a column “name”. What people set or removed here stays."
      label="File"
      accept=".yaml,.yml,.json,.jsonl,.ndjson,.csv,.tsv"
      send={async (file) =>
        api.catalog.import(
          {
            name: file.name,
            ...(source.trim() !== '' && { source }),
            ...(missing !== '' && { missing }),
          },
          { file },
        )
      }
      onImported={refreshCatalog}
      summarize={summarize}
      onClose={onClose}
    >
      {(asks) => (
        <>
          <Field
            label="Source"
            hint="Leave empty for the name of the format. Name it if several files of one format are separate catalogs."
            name="source"
            maxLength={80}
            value={source}
            onChange={(event) => setSource(event.target.value)}
          />
          {(asks || missing !== '') && (
            <Select
              label="Services of this source that aren't in the file"
              name="missing"
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

function summarize(result: CatalogImport) {
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
  const left = result.leftOut.map(({ what, count }) => ({
    place: 'Left out',
    reason: `${numberText(count)} ${what}`,
  }));
  return {
    title: `Imported from ${result.source}`,
    lead: `Services: ${said.join(', ')}. ${links}${kept > 0 ? ` ${countText(kept, 'field')} of people and other sources kept.` : ''}`,
    lines: [...left, ...result.problems],
  };
}
