import type { Validity } from '../definition.ts';
import { between, readOperators, toId, toSqlName, type Draft } from './draft.ts';
import type { Item } from './item.ts';

const formats: Record<string, NonNullable<Validity['format']>> = {
  email: 'email',
  uuid: 'uuid',
  ipv4: 'ipv4',
  date: 'date',
  'date-time': 'timestamp',
  uri: 'url',
  url: 'url',
};

/**
 * The constraints of a field that ODCS (`logicalTypeOptions`) and the older Data Contract
 * Specification (on the field) share.
 */
export function addConstraints(draft: Draft, path: string, options: Item): void {
  const valid: Validity = {};
  for (const name of ['minimum', 'maximum', 'minLength', 'maxLength'] as const) {
    const item = options.get(name);
    const number = item.number();
    if (number !== null) valid[name] = number;
    else if (item.exists) addTimeBound(draft, path, item, name === 'minimum' ? '>=' : '<=');
  }
  const pattern = options.get('pattern').text();
  // Patterns of contracts are searched for in the value, as in JSON Schema.
  if (pattern !== '') valid.pattern = searchPattern(pattern);
  const values = options.get('enum');
  if (values.exists) valid.values = values.texts();
  const format = options.get('format');
  const known = formats[format.text()];
  if (known !== undefined) valid.format = known;
  else if (format.exists)
    draft.note(format, `The format ${format.text()} of ${path} is not checked.`);
  if (Object.keys(valid).length > 0)
    draft.add(options, {
      id: `valid-${toId(path)}`,
      body: { type: 'invalidValues', property: path, valid },
      dimension: 'conformity',
    });
  for (const [name, sign] of [
    ['exclusiveMinimum', '>'],
    ['exclusiveMaximum', '<'],
  ] as const) {
    const item = options.get(name);
    const number = item.number();
    if (number === null) {
      if (item.exists) addTimeBound(draft, path, item, sign);
      continue;
    }
    draft.add(item, {
      id: `${toId(name)}-${toId(path)}`,
      body: { type: 'expression', condition: orNull(path, `${toSqlName(path)} ${sign} ${number}`) },
      dimension: 'conformity',
    });
  }
  for (const name of [
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
    'minProperties',
    'maxProperties',
  ])
    if (options.get(name).exists)
      draft.note(options.get(name), `${name} of ${path} is not checked.`);
}

/** A value that is null meets what only says something about values. */
export function orNull(path: string, condition: string): string {
  return `${toSqlName(path)} is null or ${condition}`;
}

/** Our patterns match the value in full. */
export function searchPattern(pattern: string): string {
  const start = pattern.startsWith('^') ? '' : '(.|\n)*';
  const end = /(?:^|[^\\])\$$/.test(pattern) ? '' : '(.|\n)*';
  return `${start}(?:${pattern})${end}`;
}

function addTimeBound(draft: Draft, path: string, item: Item, sign: string): void {
  const text = item.text();
  if (!/^\d{4}-\d\d-\d\d/.test(text)) {
    draft.note(item, `The bound ${text} of ${path} is not checked.`);
    return;
  }
  draft.add(item, {
    id: `time-${toId(path)}`,
    body: { type: 'expression', condition: orNull(path, `${toSqlName(path)} ${sign} '${text}'`) },
    dimension: 'conformity',
  });
}

const qualityIds: Record<string, string> = {
  nullValues: 'nulls',
  missingValues: 'missing',
  invalidValues: 'invalid',
  duplicateValues: 'duplicates',
  rowCount: 'row-count',
};

/** The metric of a rule of the library of ODCS; `column` is null for a rule of the dataset. */
export function addMetric(draft: Draft, rule: Item, column: string | null): void {
  const metric = rule.get('metric').text();
  const unit = rule.get('unit').text();
  const args = rule.get('arguments');
  const bounds = readRuleBounds(draft, rule, metric);
  if (bounds === null) return;
  const level =
    metric !== 'rowCount' && unit === 'percent' ? { percent: bounds } : { rows: bounds };
  const about = {
    id: `${qualityIds[metric] ?? toId(metric)}${column === null ? '' : `-${toId(column)}`}`,
    level,
    isWarning: /^(?:warn|info)/i.test(rule.get('severity').text()),
    dimension: rule.get('dimension').text(),
    name: rule.get('name').text() || rule.get('description').text(),
  };
  if (unit !== '' && !['percent', 'rows'].includes(unit))
    draft.note(rule.get('unit'), `The unit ${unit} is read as rows.`);
  if (metric === 'rowCount') draft.add(rule, { ...about, body: { type: 'rowCount' } });
  else if (metric === 'duplicateValues') {
    const columns = args.get('properties').texts();
    const properties = columns.length > 0 ? columns : column === null ? [] : [column];
    if (properties.length === 0) draft.note(rule, 'duplicateValues names no properties.');
    else draft.add(rule, { ...about, body: { type: 'duplicateValues', properties } });
  } else if (column === null) draft.note(rule, `${metric} is for a column.`);
  else if (metric === 'nullValues')
    draft.add(rule, { ...about, body: { type: 'nullValues', property: column } });
  else if (metric === 'missingValues') {
    const missing = args
      .get('missingValues')
      .list()
      .filter(({ exists }) => exists);
    draft.add(rule, {
      ...about,
      body: { type: 'missingValues', property: column, missing: missing.map((one) => one.text()) },
    });
  } else if (metric === 'invalidValues') addInvalid(draft, rule, column, about);
  else draft.note(rule, `The metric ${metric} is not known.`);
}

function addInvalid(
  draft: Draft,
  rule: Item,
  column: string,
  about: Omit<Parameters<Draft['add']>[1], 'body'>,
): void {
  const args = rule.get('arguments');
  const valid: Validity = {};
  const values = args.get('validValues');
  if (values.exists)
    valid.values = values
      .list()
      .filter(({ exists }) => exists)
      .map((one) => one.text());
  const pattern = args.get('pattern').text();
  if (pattern !== '') valid.pattern = searchPattern(pattern);
  for (const name of ['minLength', 'maxLength', 'minimum', 'maximum'] as const) {
    const number = args.get(name).number();
    if (number !== null) valid[name] = number;
  }
  for (const name of args.names())
    if (!['validValues', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'].includes(name))
      draft.note(args.get(name), `The argument ${name} is not checked.`);
  if (Object.keys(valid).length === 0)
    draft.note(rule, 'invalidValues does not say what is valid.');
  else draft.add(rule, { ...about, body: { type: 'invalidValues', property: column, valid } });
}

function readRuleBounds(draft: Draft, rule: Item, metric: string) {
  const bounds = readOperators(rule);
  if (bounds) return bounds;
  const written = rule.names().find((name) => name.startsWith('must'));
  if (written !== undefined) draft.note(rule.get(written), `${written} needs a number.`);
  else if (metric === 'rowCount') draft.note(rule, 'The rule has no bound, such as mustBe.');
  else return between(null, 0);
  return null;
}
