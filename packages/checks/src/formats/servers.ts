import type { Target } from '../definition.ts';
import type { Draft } from './draft.ts';
import type { Item } from './item.ts';

export interface ImportOptions {
  /** Where the data is, if the file does not say it or says it otherwise. */
  path?: string | undefined;
  connection?: string | undefined;
}

const tableServers = new Set(['postgres', 'postgresql', 'mysql', 'sqlite']);
/** The connection of files that name none; the run names what it is. */
const unnamedConnection = 'warehouse';

/** The end of a path names the format of the files, unless the server does. */
export function findFormat(path: string, format = ''): 'csv' | 'json' | 'parquet' {
  const name = `${format} ${path}`.toLowerCase();
  if (/parquet/.test(name)) return 'parquet';
  return /json/.test(name) ? 'json' : 'csv';
}

/** `{dataset}` in a path is the name of the dataset. */
export function makeFileTarget(dataset: string, pattern: string): Target {
  const path = pattern.replaceAll('{dataset}', dataset);
  return { kind: 'files', dataset, path, format: findFormat(path), filter: '' };
}

/** The target of a dataset that Debrief exported, in the custom properties of its schema. */
export const targetProperty = 'debrief.target';

export function findOwnTarget(dataset: Item): Target | null {
  const own = dataset
    .get('customProperties')
    .list()
    .find((item) => item.get('property').text() === targetProperty)
    ?.get('value');
  if (!own?.exists) return null;
  const text = (name: string) => own.get(name).text();
  const filter = text('filter');
  if (text('path') === '') {
    const dataset = text('dataset') || text('table');
    return { kind: 'table', dataset, connection: text('connection'), table: text('table'), filter };
  }
  const format = findFormat(text('path'), text('format'));
  return {
    kind: 'files',
    dataset: text('dataset') || text('path'),
    path: text('path'),
    format,
    filter,
  };
}

/** Where a dataset is, by the options or by the servers that a contract lists. */
export function findTarget(
  draft: Draft,
  servers: readonly [name: string, server: Item][],
  dataset: Item,
  table: string,
  { path, connection }: ImportOptions,
): Target {
  const name = dataset.get('name').text() || table;
  if (path !== undefined) return makeFileTarget(name, path);
  const inTable = (via: string, full: string): Target => ({
    kind: 'table',
    dataset: name,
    connection: via,
    table: full,
    filter: '',
  });
  if (connection !== undefined) return inTable(connection, table);
  const own = servers.find(([, server]) => {
    const type = server.get('type').text().toLowerCase();
    return (
      tableServers.has(type) || (/^(?:local|file)$/.test(type) && server.get('path').text() !== '')
    );
  });
  if (!own) {
    const [first] = servers;
    const type = first?.[1].get('type').text();
    draft.note(
      first?.[1] ?? dataset,
      `${type ? `Servers of type ${type} are not read.` : 'No server is named.'} The checks ask the table ${table} of the connection ${unnamedConnection}; pass --path for files.`,
    );
    return inTable(unnamedConnection, table);
  }
  const [via, server] = own;
  const file = server.get('path').text();
  if (!tableServers.has(server.get('type').text().toLowerCase()))
    return {
      kind: 'files',
      dataset: name,
      path: file.replaceAll('{model}', table),
      format: findFormat(file, server.get('format').text()),
      filter: '',
    };
  const schema = server.get('schema').text();
  return inTable(via || unnamedConnection, schema ? `${schema}.${table}` : table);
}

/** SQL of a contract names the dataset by a placeholder or by its name; ours reads from `data`. */
export function replaceDataset(query: string, names: readonly string[]): string {
  let sql = query.trim().replace(/;\s*$/, '');
  sql = sql.replaceAll(/\$?\{schema\}\./gi, '');
  sql = sql.replaceAll(/\$?\{(?:model|table|object|dataset|batch)\}/gi, 'data');
  for (const name of names.filter((one) => one !== '')) {
    const literal = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    sql = sql.replaceAll(new RegExp(`\\b(from|join)\\s+${literal}\\b`, 'gi'), '$1 data');
  }
  return sql;
}
