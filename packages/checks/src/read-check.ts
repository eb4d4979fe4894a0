import {
  dimensions,
  type Check,
  type CheckBody,
  type ColumnContract,
  type DefinitionComparison,
  type Measure,
  type Reconciliation,
  type Sample,
  type Stage,
  type Validity,
} from './definition.ts';
import { measuredBy, readThresholds } from './read-bounds.ts';
import { readSql, readTarget } from './read-target.ts';
import type { YamlFields, YamlValue } from './yaml-fields.ts';

const types = Object.keys(measuredBy) as Check['type'][];

const logicalTypes = 'string integer number boolean date timestamp object array'.split(' ');
const validFormats = ['email', 'uuid', 'ipv4', 'date', 'timestamp', 'url'] as const;
const measures = ['count', 'sum', 'min', 'max', 'avg', 'stddev', 'distinct'] as const;

/** Checks that say something about no rows. Others are skipped without rows. */
const judgesEmpty = new Set<Check['type']>(['rowCount', 'schema', 'schemaDrift', 'sql']);
const mostRows = Number.MAX_SAFE_INTEGER;

/** Null with problems where it cannot be read. */
export function readCheck(value: YamlValue): Check | null {
  const fields = value.fields();
  if (!fields) return null;
  if (fields.require('type') === null) return null;
  const type = fields.word('type', types);
  if (type === null) return null;
  const body = readBody[type](fields);
  const subject =
    'property' in body ? body.property : 'properties' in body ? body.properties.join('-') : null;
  const id = fields.text('id', subject ? `${type}-${subject}` : type);
  const check: Check = {
    ...body,
    ...readThresholds(fields, measuredBy[type]),
    id,
    name: fields.text('name', id),
    dimension: fields.word('dimension', dimensions),
    minRows: fields.number('minRows', judgesEmpty.has(type) ? 0 : 1, { min: 0, max: mostRows }),
    sample: readSample(fields.get('sample')?.fields()),
    place: value.place,
  };
  fields.reportUnknown();
  return check;
}

function readSample(fields: YamlFields | null | undefined): Sample {
  if (!fields) return { rows: 5, columns: [], mask: [] };
  const sample = {
    rows: fields.number('rows', 5, { min: 0, max: 100 }),
    columns: fields.texts('columns'),
    mask: fields.texts('mask'),
  };
  fields.reportUnknown();
  return sample;
}

const readBody: { [T in Check['type']]: (fields: YamlFields) => Extract<CheckBody, { type: T }> } =
  {
    schema: (fields) => ({
      type: 'schema',
      columns: (fields.require('columns')?.list() ?? []).flatMap(readColumn),
      exact: fields.flag('exact'),
    }),
    schemaDrift: (fields) => ({
      type: 'schemaDrift',
      snapshot: fields.requiredText('snapshot'),
    }),
    nullValues: (fields) => ({ type: 'nullValues', property: fields.requiredText('property') }),
    missingValues: (fields) => ({
      type: 'missingValues',
      property: fields.requiredText('property'),
      missing: requireTexts(fields, 'missing'),
    }),
    invalidValues: (fields) => ({
      type: 'invalidValues',
      property: fields.requiredText('property'),
      valid: readValidity(fields.require('valid')?.fields()),
    }),
    duplicateValues: (fields) => {
      const property = fields.text('property');
      const properties = property === '' ? requireTexts(fields, 'properties') : [property];
      return { type: 'duplicateValues', properties };
    },
    rowCount: () => ({ type: 'rowCount' }),
    freshness: (fields) => ({ type: 'freshness', property: fields.requiredText('property') }),
    references: (fields) => {
      const value = fields.require('target');
      const target = readTarget(value?.fields()) ?? noTarget;
      const property = fields.requiredText('property');
      return { type: 'references', property, target, to: fields.requiredText('to') };
    },
    aggregate: (fields) => ({
      type: 'aggregate',
      property: fields.requiredText('property'),
      measure: readMeasure(fields),
    }),
    distribution: (fields) => ({
      type: 'distribution',
      partition: requireSql(fields, 'partition'),
      property: fields.text('property') || null,
      measure: fields.get('measure') ? readMeasure(fields) : 'count',
    }),
    expression: (fields) => ({ type: 'expression', condition: requireSql(fields, 'condition') }),
    sql: (fields) => {
      fields.require('query');
      return { type: 'sql', query: readSql(fields, 'query', 'query') };
    },
    definitions: readDefinitions,
    reconciliation: readReconciliation,
  };

/** Takes the place of a target that could not be read; its problem is reported. */
const noTarget = { kind: 'files', dataset: '', path: '', format: 'csv', filter: '' } as const;

function requireTexts(fields: YamlFields, name: string): string[] {
  fields.require(name);
  return fields.texts(name);
}

function requireSql(fields: YamlFields, name: string): string {
  fields.require(name);
  return readSql(fields, name, 'expression');
}

function readColumn(value: YamlValue): ColumnContract[] {
  const fields = value.fields();
  if (!fields) return [];
  const column = {
    name: fields.requiredText('name'),
    logicalType: fields.word('logicalType', logicalTypes) ?? '',
    physicalType: fields.text('physicalType'),
    required: fields.flag('required'),
  };
  fields.reportUnknown();
  return [column];
}

function readValidity(fields: YamlFields | null | undefined): Validity {
  const valid: Validity = {};
  if (!fields) return valid;
  if (fields.get('values')) valid.values = fields.texts('values');
  if (fields.get('pattern')) valid.pattern = fields.text('pattern');
  const format = fields.word('format', validFormats);
  if (format !== null) valid.format = format;
  for (const name of ['minimum', 'maximum', 'minLength', 'maxLength'] as const) {
    const number = fields.get(name)?.number();
    if (typeof number === 'number') valid[name] = number;
  }
  fields.reportUnknown();
  if (Object.keys(valid).length === 0)
    fields.value.report(
      'Set what is valid: values, pattern, format, minimum, maximum or a length.',
    );
  return valid;
}

function readMeasure(fields: YamlFields): Measure {
  const value = fields.require('measure');
  if (!value || value.scalar() !== undefined) return fields.word('measure', measures) ?? 'count';
  const own = value.fields();
  const quantile = own?.number('quantile', 0.5, { min: 0, max: 1 }) ?? 0.5;
  own?.reportUnknown();
  return { quantile };
}

function readReconciliation(fields: YamlFields): Reconciliation {
  const stages = (fields.require('stages')?.list() ?? []).flatMap(readStage);
  if (stages.length < 2) fields.value.report('A reconciliation has two stages or more.');
  return {
    type: 'reconciliation',
    stages,
    keys: fields.texts('keys'),
    columns: fields.texts('columns'),
    zone: fields.text('zone', 'UTC'),
    watermarkSeconds: fields.number('watermarkSeconds', 0, { min: 0, max: 366 * 86_400 }),
  };
}

function readDefinitions(fields: YamlFields): DefinitionComparison {
  const readOne = (name: string) => {
    const own = fields.require(name)?.fields();
    const definition = {
      name: own?.text('name', name) ?? name,
      sql: own ? requireSql(own, 'sql') : '',
    };
    own?.reportUnknown();
    return definition;
  };
  const reasons = (fields.get('reasons')?.list() ?? []).flatMap((value) => {
    const own = value.fields();
    if (!own) return [];
    const reason = { name: own.requiredText('name'), condition: requireSql(own, 'condition') };
    own.reportUnknown();
    return [reason];
  });
  return { type: 'definitions', first: readOne('first'), second: readOne('second'), reasons };
}

function readStage(value: YamlValue): Stage[] {
  const fields = value.fields();
  if (!fields) return [];
  const target = readTarget(fields.require('target')?.fields()) ?? noTarget;
  const stage = {
    name: fields.requiredText('name'),
    target,
    partition: requireSql(fields, 'partition'),
    measure: readSql(fields, 'measure', 'expression'),
    timeZone: fields.text('timeZone'),
    expectedLoss: fields.number('expectedLoss', 0, { min: 0, max: 1 }),
    ratio: fields.number('ratio', 1, { min: 0, max: mostRows }),
  };
  fields.reportUnknown();
  return [stage];
}
