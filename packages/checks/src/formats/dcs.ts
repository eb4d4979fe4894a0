import type { ColumnContract, DataSafeguard, Target } from '../definition.ts';
import { CheckError } from '../source.ts';
import { Draft, toId, type ImportedChecks, type ImportNote } from './draft.ts';
import { addConstraints, addMetric } from './fields.ts';
import type { Item } from './item.ts';
import { addQuery, addReference } from './odcs.ts';
import { findTarget, type ImportOptions } from './servers.ts';

/** Types of the Data Contract Specification as logical types of ODCS; others are not checked. */
const logicalTypes: [RegExp, string][] = [
  [/^(?:string|text|varchar)$/, 'string'],
  [/^(?:int|integer|long|bigint)$/, 'integer'],
  [/^(?:number|decimal|numeric|float|double)$/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^date$/, 'date'],
  [/^timestamp(?:_tz|_ntz)?$/, 'timestamp'],
  [/^array$/, 'array'],
  [/^(?:object|record|struct|map)$/, 'object'],
];

/** Reads a contract of the Data Contract Specification of datacontract-cli, before it took ODCS. */
export function importDcs(contract: Item, options: ImportOptions): ImportedChecks {
  const missing = [
    ['id', contract.get('id')],
    ['info', contract.get('info')],
  ] as const;
  const problems = missing
    .filter(([, item]) => !item.exists)
    .map(([name, { place }]) => `${place.file}:${place.line}:${place.column}: ${name} is missing`);
  if (problems.length > 0) throw new CheckError('invalid', problems.join('\n'));
  const notes: ImportNote[] = [];
  const safeguards: DataSafeguard[] = [];
  const servers = contract.get('servers').entries();
  for (const [name, model] of contract.get('models').entries()) {
    const draft = new Draft(notes);
    const target = findTarget(draft, servers, model, name, options);
    const columns: ColumnContract[] = [];
    for (const [field, item] of model.get('fields').entries())
      addField(draft, item, field, { contract, columns, target, model: name });
    if (columns.length > 0)
      draft.add(model.get('fields'), {
        id: 'schema',
        body: { type: 'schema', columns, exact: false },
        dimension: 'conformity',
      });
    const primary = model.get('primaryKey').texts();
    if (primary.length > 0)
      draft.add(model.get('primaryKey'), {
        id: 'primary-key',
        body: { type: 'duplicateValues', properties: primary },
        dimension: 'uniqueness',
      });
    for (const rule of model.get('quality').list()) addRule(draft, rule, null, name, model);
    const { id, owner } = {
      id: contract.get('id').text(),
      owner: contract.get('info').get('owner').text(),
    };
    const about = { id: toId(`${id} ${name}`), name, owner };
    addServiceLevels(draft, contract, name);
    safeguards.push(...draft.finish(model, about, target));
  }
  if (contract.get('models').entries().length === 0)
    notes.push({ place: contract.place, message: 'The contract has no models to check.' });
  for (const [name, level] of contract.get('servicelevels').entries())
    if (name !== 'freshness')
      notes.push({ place: level.place, message: `The service level ${name} is not checked.` });
  const old = contract.get('quality');
  if (old.exists)
    notes.push({ place: old.place, message: 'Quality of the contract as text is not checked.' });
  return { safeguards, notes };
}

interface Collected {
  contract: Item;
  columns: ColumnContract[];
  target: Target;
  model: string;
}

/** Follows `$ref: '#/definitions/…'` in the same file. */
function resolveField(draft: Draft, item: Item, contract: Item): Item[] {
  const ref = item.get('$ref').text();
  if (ref === '') return [item];
  if (ref.startsWith('#/')) return [item, contract.find(ref.slice(1))];
  draft.note(item.get('$ref'), `${ref} is another file, which is not read.`);
  return [item];
}

function addField(draft: Draft, item: Item, path: string, into: Collected): void {
  const [own, shared] = resolveField(draft, item, into.contract);
  const sources = [own, shared].filter((one) => one !== undefined);
  const get = (name: string) =>
    sources.map((one) => one.get(name)).find(({ exists }) => exists) ?? item.get(name);
  const type = get('type').text().toLowerCase();
  const logicalType = logicalTypes.find(([pattern]) => pattern.test(type))?.[1];
  if (type !== '' && logicalType === undefined)
    draft.note(get('type'), `The type ${type} of ${path} is not checked.`);
  const isRequired = get('required').isTrue();
  into.columns.push({
    name: path,
    logicalType: logicalType ?? '',
    physicalType: '',
    required: isRequired,
  });
  const isKey = get('primaryKey').isTrue() || get('primary').isTrue();
  if (isRequired || isKey)
    draft.add(item, {
      id: `required-${toId(path)}`,
      body: { type: 'nullValues', property: path },
      dimension: 'completeness',
    });
  if (isKey || get('unique').isTrue())
    draft.add(item, {
      id: `unique-${toId(path)}`,
      body: { type: 'duplicateValues', properties: [path] },
      dimension: 'uniqueness',
    });
  for (const source of sources) addConstraints(draft, path, source);
  const references = get('references').text();
  if (references !== '') addReference(draft, get('references'), path, references, into.target);
  for (const rule of item.get('quality').list()) addRule(draft, rule, path, into.model, item);
  for (const [name, nested] of get('fields').entries())
    addField(draft, nested, `${path}.${name}`, into);
  for (const [name, nested] of get('items').get('fields').entries())
    addField(draft, nested, `${path}[].${name}`, into);
}

function addRule(
  draft: Draft,
  rule: Item,
  column: string | null,
  model: string,
  owner: Item,
): void {
  const type = rule.get('type').text();
  if (type === 'sql') addQuery(draft, rule, column, owner, model);
  else if (type === 'library' || rule.get('metric').exists) addMetric(draft, rule, column);
  else draft.note(rule, `A rule of type ${type || 'text'} is not checked.`);
}

const periods: [RegExp, number][] = [
  [/^(\d+)\s*s/i, 1],
  [/^(\d+)\s*m(?:in|$)/i, 60],
  [/^(\d+)\s*h/i, 3_600],
  [/^(\d+)\s*d/i, 86_400],
];

function addServiceLevels(draft: Draft, contract: Item, model: string): void {
  const level = contract.get('servicelevels').get('freshness');
  const [table, column] = level.get('timestampField').text().split('.');
  if (table !== model || column === undefined) return;
  const threshold = level.get('threshold').text();
  const found = periods.find(([pattern]) => pattern.test(threshold));
  const count = Number(found?.[0].exec(threshold)?.[1]);
  if (!found || !Number.isFinite(count)) {
    draft.note(level, `The threshold ${threshold} of the freshness is not read.`);
    return;
  }
  draft.add(level, {
    id: `freshness-${toId(column)}`,
    body: { type: 'freshness', property: column },
    level: { value: { mustBeLessOrEqualTo: count * found[1] } },
    dimension: 'timeliness',
  });
}
