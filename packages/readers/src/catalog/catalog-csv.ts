import { DomainError, serviceGoals, serviceKinds, type ServiceKind } from '@debrief/contract';
import { splitFile } from '../read-pieces.ts';
import type { Upload } from '../source.ts';
import { plain } from '../table/column-names.ts';
import { csvLayout } from '../table/csv.ts';
import { toText } from '../row.ts';
import { isWebAddress, toAliases, toPages, type CatalogBuilder } from './catalog-file.ts';

const names = {
  name: 'name service service_name component application app system',
  kind: 'kind type',
  title: 'title display_name label',
  description: 'description summary purpose',
  owner: 'owner team owning_team owner_team owned_by squad',
  tier: 'tier criticality service_tier priority',
  path: 'path data_path plane',
  slo: 'slo availability availability_slo',
  durability: 'durability',
  p99: 'p99 latency latency_p99 p99_latency',
  rpo: 'rpo recovery_point_objective',
  runbooks: 'runbooks runbook runbook_url runbook_urls playbook',
  dashboards: 'dashboards dashboard dashboard_url dashboard_urls',
  aliases: 'aliases alias other_names also_known_as aka',
  calls: 'calls depends_on dependencies uses',
  fronts: 'fronts in_front_of',
  feeds: 'feeds feeds_into',
} as const;
type CatalogColumn = keyof typeof names;

function findColumns(header: readonly string[]): Partial<Record<CatalogColumn, string>> {
  const byName = new Map(header.toReversed().map((column) => [plain(column), column]));
  return Object.fromEntries(
    Object.entries(names).flatMap(([meaning, list]) => {
      const column = list.split(' ').flatMap((name) => byName.get(plain(name)) ?? [])[0];
      return column === undefined ? [] : [[meaning, column]];
    }),
  );
}

/** Whether a table has a column with the names of services. */
export function isCatalogTable(upload: Upload): boolean {
  return findColumns(csvLayout(upload).header ?? []).name !== undefined;
}

/** Reads a table with one service per row. An empty cell says that the service has none. */
export async function readCatalogTable(file: CatalogBuilder, upload: Upload): Promise<void> {
  const layout = csvLayout(upload);
  const columns = findColumns(layout.header ?? []);
  if (columns.name === undefined) throw new DomainError('bad-file', 'No column has the names.');
  const used = new Set(Object.values(columns));
  for (const name of layout.header ?? [])
    if (!used.has(name)) file.leaveOut(`the column “${name.slice(0, 60)}”`);
  for await (const { pieces } of splitFile(upload, layout.splitter(), layout.skip))
    for (const piece of pieces) {
      const row = layout.row(piece);
      if (row === null) continue;
      file.read += 1;
      if (row.type === 'row') readRow(file, { ...row, columns });
      else file.reject(row.place, row.reason);
    }
}

interface CatalogRow {
  place: string;
  value: Record<string, unknown>;
  columns: Partial<Record<CatalogColumn, string>>;
}

function readRow(file: CatalogBuilder, { place, value, columns }: CatalogRow): void {
  const cell = (column: CatalogColumn): string | null => {
    const name = columns[column];
    return name === undefined ? null : (toText(value[name]) ?? '').trim();
  };
  const name = cell('name') ?? '';
  if (name === '') return file.reject(place, 'The row has no name.');
  if (file.isDescribed(name)) return file.reject(place, `“${name}” is also in an earlier row.`);
  const entry = file.entry(name, name);
  for (const field of ['title', 'description', 'owner', 'tier', ...serviceGoals] as const) {
    const text = cell(field);
    if (text !== null) file.say(entry, field, text);
  }
  const kind = cell('kind')?.toLowerCase() ?? '';
  if (kind !== '') {
    const known = findKind(kind);
    if (known) file.say(entry, 'kind', known);
    else file.note(place, `“${kind}” isn't a kind. Use one of ${serviceKinds.join(', ')}.`);
  }
  const path =
    cell('path')
      ?.toLowerCase()
      .replace(/ ?path$/, '') ?? '';
  if (path === 'data' || path === 'metadata') file.say(entry, 'path', path);
  else if (path !== '') file.note(place, `“${path}” isn't a path. Use data or metadata.`);
  for (const field of ['runbooks', 'dashboards'] as const) {
    const urls = cell(field)
      ?.split(/[\s;,]+(?=https?:)|\s+/i)
      .filter((url) => url !== '');
    if (urls === undefined) continue;
    for (const url of urls)
      if (!isWebAddress(url)) file.note(place, `“${url.slice(0, 100)}” isn't a web address.`);
    file.say(entry, field, toPages(urls.map((url) => ({ title: '', url }))));
  }
  const aliases = cell('aliases');
  if (aliases !== null) file.say(entry, 'aliases', toAliases(aliases.split(/[;,]/)));
  for (const link of ['calls', 'fronts', 'feeds'] as const)
    for (const other of cell(link)?.split(/[;,]/) ?? [])
      if (other.trim() !== '') file.link(entry, file.entry(other, other, false), link);
}

function findKind(text: string): ServiceKind | undefined {
  return serviceKinds.find((kind) => kind === text || `${kind}s` === text);
}
