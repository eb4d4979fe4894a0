import { CheckError } from '../source.ts';
import { importDbt } from './dbt.ts';
import { importDcs } from './dcs.ts';
import type { ImportedChecks } from './draft.ts';
import { importGx } from './gx.ts';
import { parseFormat, type Item } from './item.ts';
import { importOdcs } from './odcs.ts';
import { refuseInvalid } from './odcs-schema.ts';
import type { ImportOptions } from './servers.ts';

type ImportFormat = 'odcs' | 'dbt' | 'gx' | 'datacontract';

function findFormat(file: Item): ImportFormat | null {
  if (file.get('dataContractSpecification').exists) return 'datacontract';
  if (file.get('expectations').exists) return 'gx';
  if (file.get('apiVersion').exists || file.get('kind').text() === 'DataContract') return 'odcs';
  const dbt = ['models', 'sources', 'seeds', 'snapshots'];
  return dbt.some((name) => Array.isArray(file.get(name).value)) ? 'dbt' : null;
}

/**
 * Reads checks of another tool. What our checks cannot express is in the notes, with its place.
 * Errors: `invalid` with the lines that are wrong.
 */
export function importChecks(
  name: string,
  text: string,
  options: ImportOptions & { format?: ImportFormat | undefined } = {},
): ImportedChecks {
  const imported = importFile(name, text, options);
  const datasets = new Set(imported.safeguards.map(({ target }) => target.dataset));
  const { path } = options;
  if (path !== undefined && datasets.size > 1 && !path.includes('{dataset}'))
    throw new CheckError(
      'invalid',
      `${name} has ${datasets.size} datasets. Put {dataset} in the path, such as data/{dataset}.csv.`,
    );
  return imported;
}

function importFile(
  name: string,
  text: string,
  options: ImportOptions & { format?: ImportFormat | undefined },
): ImportedChecks {
  const file = parseFormat(name, text);
  const format = options.format ?? findFormat(file);
  if (format === 'datacontract') return importDcs(file, options);
  if (format === 'dbt') return importDbt(file, options);
  if (format === 'gx') return importGx(file, options);
  if (format === null)
    throw new CheckError(
      'invalid',
      `${name} is no ODCS contract, dbt schema, GX suite or data contract. Pass --format if it is.`,
    );
  refuseInvalid(file);
  return importOdcs(file, options);
}
