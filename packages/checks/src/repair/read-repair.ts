import { readChecks, readDocuments } from '../read-file.ts';
import { readSql } from '../read-target.ts';
import type { Problem, YamlFields, YamlFile, YamlValue } from '../yaml-fields.ts';
import {
  partitionUnits,
  type PartitionRange,
  type Repair,
  type RepairTarget,
  type SampleSize,
  type Schedule,
  type ScheduleWindow,
} from './definition.ts';
import { countSample } from './sample-size.ts';
import { readCron } from './schedule.ts';

/** Checks that need only the rows of the table. */
const checkTypes = new Set([
  'schema',
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
  'rowCount',
  'freshness',
  'aggregate',
  'distribution',
  'expression',
  'sql',
  'definitions',
]);

/** Reads a file with one repair. With a problem, there is none. */
export function readRepairFile(
  name: string,
  text: string,
): { repair: Repair | null; problems: Problem[] } {
  const { items, problems } = readDocuments(name, text, readRepair, (file, repairs) => {
    if (repairs.length > 1)
      file.report({ file: name, line: 1, column: 1 }, 'Write one repair in a file.');
  });
  return { repair: problems.length === 0 ? (items[0] ?? null) : null, problems };
}

function readRepair(file: YamlFile, value: YamlValue): Repair[] {
  const fields = value.fields();
  if (!fields) return [];
  const before = file.problems.length;
  fields.require('apiVersion');
  fields.word('apiVersion', ['debrief/v1']);
  fields.require('kind');
  fields.word('kind', ['Repair']);
  const metadata = fields.require('metadata')?.fields();
  const id = metadata?.requiredText('id') ?? '';
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(id))
    metadata?.get('id')?.report('The id is a small letter, then small letters, digits and _.');
  const about = {
    id,
    name: metadata?.text('name', id) ?? '',
    owner: metadata?.requiredText('owner') ?? '',
    incident: metadata?.text('incident') ?? '',
  };
  metadata?.reportUnknown();
  fields.require('with');
  const repair: Repair = {
    ...about,
    target: readRepairTarget(fields.require('target')?.fields()),
    partition: readPartition(fields.require('partition')?.fields()),
    keys: fields.texts('keys'),
    changedAt: fields.text('changedAt'),
    measure: readSql(fields, 'measure', 'expression'),
    query: readSql(fields, 'with', 'query'),
    sample: readSampleSize(fields.require('sample')?.fields(), id),
    mayAdd: fields.flag('mayAdd'),
    mayRemove: fields.flag('mayRemove'),
    schedule: readSchedule(fields.get('schedule')?.fields()),
    downstream: fields.texts('downstream'),
    service: fields.text('service'),
    checks: fields.require('checks') ? readChecks(fields) : [],
  };
  for (const { type, place } of repair.checks)
    if (!checkTypes.has(type))
      file.report(place, `A repair can't have checks of type ${type}: they need other datasets.`);
  fields.reportUnknown();
  return file.problems.length > before ? [] : [repair];
}

function readRepairTarget(fields: YamlFields | null | undefined): RepairTarget {
  const database = fields?.text('database') ?? '';
  const connection = fields?.text('connection') ?? '';
  const path = (fields?.requiredText('table') ?? '').split('.');
  fields?.reportUnknown();
  if (fields && (database === '') === (connection === ''))
    fields.value.report('Name a database file of DuckDB, or a connection of PostgreSQL.');
  if (path.length > 2 || path.includes(''))
    fields?.get('table')?.report('Name a table, or schema.table.');
  const table = path.at(-1) ?? '';
  const schema = path.length > 1 ? (path[0] ?? '') : database === '' ? 'public' : 'main';
  return { database, connection, schema, table };
}

function readPartition(fields: YamlFields | null | undefined): PartitionRange {
  const range = {
    column: fields?.requiredText('column') ?? '',
    unit: fields?.word('unit', partitionUnits) ?? 'day',
    from: fields?.requiredText('from') ?? '',
    before: fields?.requiredText('before') ?? '',
  };
  fields?.reportUnknown();
  return range;
}

function readSampleSize(fields: YamlFields | null | undefined, id: string): SampleSize {
  const confidence = fields?.number('confidence', 0.95, { min: 0.5, max: 0.9999 }) ?? 0.95;
  const rows = fields?.get('rows') ?? null;
  const errorRate = fields?.get('errorRate') ?? null;
  const size = {
    confidence,
    rows: rows && (fields?.number('rows', 1, { min: 1, max: 10_000 }) ?? null),
    errorRate: errorRate && (fields?.number('errorRate', 0.05, { min: 0.0001, max: 0.5 }) ?? null),
    seed: fields?.text('seed', id) ?? id,
  };
  fields?.reportUnknown();
  if (fields && (rows === null) === (errorRate === null))
    fields.value.report('Give the largest errorRate that is accepted, or the rows to verify.');
  if (size.errorRate !== null && countSample(confidence, size.errorRate) > 10_000)
    errorRate?.report('This needs more than 10,000 rows to be verified by hand.');
  return size;
}

function readSchedule(fields: YamlFields | null | undefined): Schedule {
  const list = (name: string) =>
    (fields?.get(name)?.list() ?? []).flatMap((value) => readWindow(value) ?? []);
  const schedule = {
    avoid: list('avoid'),
    within: list('within'),
    swapMinutes: fields?.number('swapMinutes', 10, { min: 1, max: 1_440 }) ?? 10,
  };
  fields?.reportUnknown();
  return schedule;
}

function readWindow(value: YamlValue): ScheduleWindow | null {
  const fields = value.fields();
  if (!fields) return null;
  const name = fields.requiredText('name');
  if (fields.get('cron') === null) {
    const span = { name, from: fields.requiredText('from'), to: fields.requiredText('to') };
    fields.reportUnknown();
    const hasZone = [span.from, span.to].every(
      (time) => /(?:Z|[+-]\d\d:\d\d)$/.test(time) && !Number.isNaN(Date.parse(time)),
    );
    if (!hasZone) value.report('Give cron, or from and to such as 2026-12-01T02:00:00Z.');
    else if (Date.parse(span.from) >= Date.parse(span.to)) value.report('from is not before to.');
    return span;
  }
  const cron = fields.requiredText('cron');
  const zone = fields.text('zone', 'UTC');
  const minutes = fields.require('minutes')
    ? fields.number('minutes', 60, { min: 1, max: 1_440 })
    : 60;
  fields.reportUnknown();
  if (readCron(cron) === null)
    fields.get('cron')?.report('Write the five fields of cron in numbers, such as 0 2 * * 1-5.');
  if (!isZone(zone)) fields.get('zone')?.report(`${zone} is no time zone such as Europe/Berlin.`);
  return { name, cron, minutes, zone };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
