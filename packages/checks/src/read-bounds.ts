import {
  pairOperators,
  singleOperators,
  type Bounds,
  type Check,
  type Level,
  type Thresholds,
} from './definition.ts';
import type { YamlFields, YamlValue } from './yaml-fields.ts';

/** What a check measures: rows that fail (also as a percentage), rows, or another number. */
export type Measured = 'failures' | 'rows' | 'seconds' | 'value';

export const measuredBy: Record<Check['type'], Measured> = {
  schema: 'failures',
  schemaDrift: 'failures',
  nullValues: 'failures',
  missingValues: 'failures',
  invalidValues: 'failures',
  duplicateValues: 'failures',
  references: 'failures',
  expression: 'failures',
  definitions: 'failures',
  reconciliation: 'failures',
  rowCount: 'rows',
  freshness: 'seconds',
  aggregate: 'value',
  distribution: 'value',
  sql: 'value',
};

const secondsIn = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

const units = {
  failures: ['rows', 'percent'],
  rows: ['rows'],
  seconds: ['seconds', 'minutes', 'hours', 'days'],
  value: ['value'],
} as const;

/** Both levels of a check. Without any, no row can fail; a check of a number needs one. */
export function readThresholds(fields: YamlFields, measured: Measured): Thresholds {
  const unit = fields.word('unit', units[measured]) ?? units[measured][0];
  const warn = readLevel(fields.get('warn'), measured, unit);
  const halt = readLevel(fields.get('halt'), measured, unit);
  if (warn || halt) return { warn, halt };
  if (fields.get('warn') || fields.get('halt')) return { warn: null, halt: null };
  if (measured !== 'failures')
    fields.value.report('Set what the number must be, under warn or halt.');
  return { warn: null, halt: { rows: { mustBe: 0 } } };
}

function readLevel(value: YamlValue | null, measured: Measured, unit: string): Level | null {
  const fields = value?.fields();
  if (!fields) return null;
  const level: Level = {};
  for (const name of ['rows', 'percent', 'value'] as const) {
    if (measured !== 'failures') break;
    const own = name === 'value' ? null : fields.get(name)?.fields();
    const bounds = own && readBounds(own, 1);
    own?.reportUnknown();
    if (bounds && name !== 'value') level[name] = bounds;
  }
  const bounds = readBounds(
    fields,
    unit in secondsIn ? secondsIn[unit as keyof typeof secondsIn] : 1,
  );
  fields.reportUnknown();
  if (bounds) {
    const key = unit === 'rows' || unit === 'percent' ? unit : 'value';
    level[key] = { ...level[key], ...bounds };
  }
  if (Object.keys(level).length > 0) return level;
  fields.value.report(`Give a bound, such as mustBeLessOrEqualTo: 5.`);
  return null;
}

function readBounds(fields: YamlFields, factor: number): Bounds | null {
  const bounds: Bounds = {};
  for (const name of singleOperators) {
    const number = fields.get(name)?.number();
    if (number !== undefined && number !== null) bounds[name] = number * factor;
  }
  for (const name of pairOperators) {
    const value = fields.get(name);
    const [low, high, ...more] = value?.list().map((item) => item.number()) ?? [];
    if (!value) continue;
    if (typeof low === 'number' && typeof high === 'number' && low <= high && more.length === 0)
      bounds[name] = [low * factor, high * factor];
    else value.report(`${name} is a list of two numbers, the smaller first.`);
  }
  return Object.keys(bounds).length > 0 ? bounds : null;
}
