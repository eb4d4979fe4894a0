import { stringify } from 'yaml';
import type { Bounds, Check, DataSafeguard, Level } from '../definition.ts';
import { targetProperty } from './servers.ts';
import { writeCheck, writeTarget } from './write-checks.ts';

type Fields = Record<string, unknown>;

export interface OdcsAbout {
  id: string;
  version: string;
}

/** The one operator of a level that ODCS can write; null if there are several, or several units. */
function findOperator(level: Level | null, unit: 'rows' | 'percent' | 'value'): Bounds | null {
  const keys = Object.keys(level ?? {});
  const bounds = level?.[unit];
  return keys.length === 1 && bounds && Object.keys(bounds).length === 1 ? bounds : null;
}

/** A rule in the words of ODCS, and the column that it is for. Null if ODCS has no words for it. */
function toRule(check: Check, level: Level): { rule: Fields; column: string | null } | null {
  const percent = findOperator(level, 'percent');
  const rows = findOperator(level, 'rows');
  const value = findOperator(level, 'value');
  const failures = percent ? { ...percent, unit: 'percent' } : rows;
  // Ours reads from data, which no other tool knows.
  if (check.type === 'sql')
    return value && !/\bdata\b/.test(check.query)
      ? { rule: { type: 'sql', query: check.query, ...value }, column: null }
      : null;
  if (check.type === 'rowCount')
    return rows && { rule: { metric: 'rowCount', ...rows }, column: null };
  if (!failures) return null;
  if (check.type === 'nullValues')
    return { rule: { metric: 'nullValues', ...failures }, column: check.property };
  if (check.type === 'missingValues') {
    const words = { missingValues: [null, ...check.missing] };
    return {
      rule: { metric: 'missingValues', arguments: words, ...failures },
      column: check.property,
    };
  }
  if (check.type === 'duplicateValues') {
    const { properties } = check;
    const [first = ''] = properties;
    return properties.length === 1
      ? { rule: { metric: 'duplicateValues', ...failures }, column: first }
      : {
          rule: { metric: 'duplicateValues', arguments: { properties }, ...failures },
          column: null,
        };
  }
  if (check.type !== 'invalidValues') return null;
  const { values, ...rest } = check.valid;
  if (!values || Object.keys(rest).length > 0) return null;
  const valid = { validValues: values };
  return {
    rule: { metric: 'invalidValues', arguments: valid, ...failures },
    column: check.property,
  };
}

/** All that ODCS has no words for is kept in ours: two levels, other checks, several bounds. */
function exportCheck(check: Check): { rule: Fields; column: string | null } {
  const about = {
    name: check.name,
    ...(check.dimension ? { dimension: check.dimension } : {}),
    severity: check.halt ? 'error' : 'warning',
  };
  const level = check.warn && check.halt ? null : (check.halt ?? check.warn);
  const isPlain = check.minRows <= 1 && check.sample.rows === 5 && check.sample.mask.length === 0;
  const made = level && isPlain ? toRule(check, level) : null;
  if (made && !made.column?.includes('.'))
    return { rule: { ...about, ...made.rule }, column: made.column };
  return {
    rule: { ...about, type: 'custom', engine: 'debrief', implementation: writeCheck(check) },
    column: null,
  };
}

const physicalTypes = { csv: 'file', json: 'file', parquet: 'file' };

/** Safeguards as one contract of ODCS 3.1: a schema object for each dataset. */
export function exportOdcs(
  safeguards: readonly DataSafeguard[],
  { id, version }: OdcsAbout,
): string {
  const datasets = Map.groupBy(safeguards, ({ target }) => JSON.stringify(target));
  const schema = [...datasets.values()].map((group) => {
    const properties = new Map<string, Fields[]>();
    const quality: Fields[] = [];
    for (const { rule, column } of group.flatMap(({ checks }) => checks.map(exportCheck))) {
      if (column === null) quality.push(rule);
      else properties.set(column, [...(properties.get(column) ?? []), rule]);
    }
    const [first] = group;
    const target = first?.target;
    return {
      name: target?.dataset ?? '',
      ...(target?.kind === 'table' ? { physicalName: target.table } : {}),
      physicalType: target?.kind === 'files' ? physicalTypes[target.format] : 'table',
      ...(properties.size > 0
        ? { properties: [...properties].map(([name, rules]) => ({ name, quality: rules })) }
        : {}),
      ...(quality.length > 0 ? { quality } : {}),
      ...(target
        ? { customProperties: [{ property: targetProperty, value: writeTarget(target) }] }
        : {}),
    };
  });
  const servers = makeServers(safeguards);
  return stringify(
    {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id,
      version,
      status: 'active',
      ...(servers.length > 0 ? { servers } : {}),
      schema,
    },
    { lineWidth: 100, aliasDuplicateObjects: false },
  );
}

function makeServers(safeguards: readonly DataSafeguard[]): Fields[] {
  const servers = new Map<string, Fields>();
  for (const { target } of safeguards)
    if (target.kind === 'files') {
      const { dataset, path, format } = target;
      servers.set(dataset, { server: dataset, type: 'local', path, format });
    }
  return [...servers.values()];
}
