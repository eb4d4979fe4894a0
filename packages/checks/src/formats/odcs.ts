import type { ColumnContract, DataSafeguard, Target } from '../definition.ts';
import {
  Draft,
  noRows,
  readOperators,
  toId,
  type ImportedChecks,
  type ImportNote,
} from './draft.ts';
import { addConstraints, addMetric } from './fields.ts';
import type { Item } from './item.ts';
import { readOwnCheck } from './own-check.ts';
import { findOwnTarget, findTarget, replaceDataset, type ImportOptions } from './servers.ts';

const logicalTypes = new Set(
  'string integer number boolean date timestamp object array'.split(' '),
);

/** Units of time in ODCS, in seconds. Months and years have no fixed length. */
const seconds: [RegExp, number][] = [
  [/^(?:s|sec|second)s?$/i, 1],
  [/^(?:m|min|minute)s?$/i, 60],
  [/^(?:h|hr|hour)s?$/i, 3_600],
  [/^(?:d|day)s?$/i, 86_400],
  [/^(?:w|week)s?$/i, 604_800],
];

/** Reads a contract of ODCS 3 that its schema accepts. */
export function importOdcs(contract: Item, options: ImportOptions): ImportedChecks {
  const notes: ImportNote[] = [];
  const safeguards: DataSafeguard[] = [];
  const servers = contract
    .get('servers')
    .list()
    .map((server): [string, Item] => [server.get('server').text(), server]);
  const datasets = contract.get('schema').list();
  for (const dataset of datasets) {
    const draft = new Draft(notes);
    const table = dataset.get('physicalName').text() || dataset.get('name').text();
    const own = findOwnTarget(dataset);
    const target = own ?? findTarget(draft, servers, dataset, table, options);
    addDataset(draft, dataset, target, own === null);
    addServiceLevels(draft, contract, dataset, datasets);
    const name = dataset.get('name').text();
    const id = toId(`${contract.get('id').text()} ${name}`) || 'contract';
    const owner = contract.get('domain').text();
    safeguards.push(...draft.finish(dataset, { id, name: name || id, owner }, target));
  }
  if (datasets.length === 0)
    notes.push({ place: contract.place, message: 'The contract has no schema to check.' });
  return { safeguards, notes };
}

function addDataset(draft: Draft, dataset: Item, target: Target, isContract: boolean): void {
  const columns: ColumnContract[] = [];
  const keys: { path: string; position: number }[] = [];
  for (const property of dataset.get('properties').list())
    addProperty(draft, property, '', { columns, keys, target });
  if (columns.length > 0 && isContract)
    draft.add(dataset.get('properties'), {
      id: 'schema',
      body: { type: 'schema', columns, exact: false },
      dimension: 'conformity',
    });
  if (keys.length > 0) {
    const properties = keys.toSorted((a, b) => a.position - b.position).map(({ path }) => path);
    draft.add(dataset, {
      id: 'primary-key',
      body: { type: 'duplicateValues', properties },
      dimension: 'uniqueness',
    });
  }
  for (const rule of dataset.get('quality').list()) addRule(draft, rule, null, dataset);
  for (const relation of dataset.get('relationships').list()) {
    const from = relation.get('from');
    const to = relation.get('to');
    if (Array.isArray(from.value) && from.list().length !== 1)
      draft.note(relation, 'A relationship of several columns is not checked.');
    else addReference(draft, relation, lastName(one(from)), one(to), target);
  }
}

const one = (item: Item) => (Array.isArray(item.value) ? (item.texts()[0] ?? '') : item.text());
const lastName = (path: string) => path.split(/[./]/).at(-1) ?? '';

interface Collected {
  columns: ColumnContract[];
  keys: { path: string; position: number }[];
  target: Target;
}

function addProperty(draft: Draft, property: Item, parent: string, into: Collected): void {
  const name = property.get('physicalName').text() || property.get('name').text();
  const path = parent === '' ? name : `${parent}.${name}`;
  const logicalType = property.get('logicalType').text();
  if (logicalType !== '' && !logicalTypes.has(logicalType))
    draft.note(property.get('logicalType'), `The type ${logicalType} of ${path} is not checked.`);
  const isRequired = property.get('required').isTrue();
  const isKey = property.get('primaryKey').isTrue();
  into.columns.push({
    name: path,
    logicalType: logicalTypes.has(logicalType) ? logicalType : '',
    // Files have the types of the reader, not those of the database that the contract names.
    physicalType: into.target.kind === 'table' ? property.get('physicalType').text() : '',
    required: isRequired,
  });
  if (isRequired || isKey)
    draft.add(property, {
      id: `required-${toId(path)}`,
      body: { type: 'nullValues', property: path },
      dimension: 'completeness',
    });
  if (isKey)
    into.keys.push({ path, position: property.get('primaryKeyPosition').number() ?? Infinity });
  if (property.get('unique').isTrue())
    draft.add(property, {
      id: `unique-${toId(path)}`,
      body: { type: 'duplicateValues', properties: [path] },
      dimension: 'uniqueness',
    });
  addConstraints(draft, path, property.get('logicalTypeOptions'));
  for (const rule of property.get('quality').list()) addRule(draft, rule, path, property);
  for (const relation of property.get('relationships').list())
    addReference(draft, relation, path, one(relation.get('to')), into.target);
  for (const nested of property.get('properties').list()) addProperty(draft, nested, path, into);
  const items = property.get('items');
  for (const nested of items.get('properties').list())
    addProperty(draft, nested, `${path}[]`, into);
  if (items.exists && !items.get('properties').exists)
    draft.note(items, `The type of the values in the list ${path} is not checked.`);
}

function addRule(draft: Draft, rule: Item, column: string | null, owner: Item): void {
  const type = rule.get('type').text();
  if (type === 'text') draft.note(rule, 'A rule in words is not checked.');
  else if (type === 'sql') addQuery(draft, rule, column, owner);
  else if (type === 'custom') {
    const check =
      rule.get('engine').text() === 'debrief' ? readOwnCheck(rule.get('implementation')) : null;
    if (check) draft.checks.push(check);
    else
      draft.note(
        rule,
        `A rule of ${rule.get('engine').text() || 'another engine'} is not checked.`,
      );
  } else if (rule.get('metric').exists) addMetric(draft, rule, column);
  else draft.note(rule, 'The rule has no metric and no query.');
}

/** A rule that is a query with a bound for its number. */
export function addQuery(
  draft: Draft,
  rule: Item,
  column: string | null,
  owner: Item,
  model = '',
): void {
  const bounds = readOperators(rule);
  const names = [owner.get('name').text(), owner.get('physicalName').text(), model];
  const query = replaceDataset(rule.get('query').text(), names).replaceAll(
    /\$?\{(?:property|column|field)\}/gi,
    column ?? '',
  );
  const isOpen = /\$?\{\w+\}/.test(query);
  if (!bounds || query === '' || isOpen) {
    const reason = isOpen ? 'has a placeholder that is not known' : 'needs a query and a bound';
    draft.note(rule, `The rule ${reason}.`);
    return;
  }
  draft.add(rule, {
    id: `sql${column === null ? '' : `-${toId(column)}`}`,
    body: { type: 'sql', query },
    level: { value: bounds },
    isWarning: /^(?:warn|info)/i.test(rule.get('severity').text()),
    dimension: rule.get('dimension').text(),
    name: rule.get('description').text(),
  });
}

/** A foreign key: `table.column`, a table of the same database. */
export function addReference(
  draft: Draft,
  item: Item,
  path: string,
  to: string,
  target: Target,
): void {
  const parts = to
    .split(/[./]/)
    .filter((part) => part !== '' && part !== 'properties' && part !== 'schema');
  const column = parts.at(-1);
  const table = parts.slice(0, -1).join('.');
  if (column === undefined || table === '' || path === '' || target.kind !== 'table') {
    const reason = target.kind === 'table' ? 'has no table and column' : 'needs a table, not files';
    draft.note(item, `The relationship of ${path || 'the dataset'} to ${to} ${reason}.`);
    return;
  }
  const schema = /^(.*\.)[^.]*$/.exec(target.table)?.[1] ?? '';
  const full = table.includes('.') ? table : `${schema}${table}`;
  draft.add(item, {
    id: `reference-${toId(path)}`,
    body: {
      type: 'references',
      property: path,
      target: { ...target, dataset: table, table: full, filter: '' },
      to: column,
    },
    level: noRows,
    dimension: 'consistency',
  });
}

function addServiceLevels(
  draft: Draft,
  contract: Item,
  dataset: Item,
  datasets: readonly Item[],
): void {
  const [first] = datasets;
  for (const level of contract.get('slaProperties').list()) {
    const element = level.get('element').text() || contract.get('slaDefaultElement').text();
    const [table = '', column] = element.split('.');
    const isOurs =
      column === undefined ||
      [dataset.get('name').text(), dataset.get('physicalName').text()].includes(table);
    const isListed = datasets.some((other) =>
      [other.get('name').text(), other.get('physicalName').text()].includes(table),
    );
    // What belongs to no dataset is listed once, with the first.
    if (!isOurs && (isListed || dataset !== first)) continue;
    const property = level.get('property').text();
    const unit = seconds.find(([pattern]) => pattern.test(level.get('unit').text()))?.[1];
    const value = level.get('value').number();
    if (
      property !== 'freshness' ||
      unit === undefined ||
      value === null ||
      column === undefined ||
      !isOurs
    ) {
      if (isListed || dataset === first)
        draft.note(level, `The service level ${property} is not checked.`);
      continue;
    }
    draft.add(level, {
      id: `freshness-${toId(column)}`,
      body: { type: 'freshness', property: column },
      level: { value: { mustBeLessOrEqualTo: value * unit } },
      dimension: 'timeliness',
    });
  }
}
