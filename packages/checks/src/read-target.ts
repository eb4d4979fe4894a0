import type { Target } from './definition.ts';
import { findSqlProblem } from './guard-sql.ts';
import type { YamlFields } from './yaml-fields.ts';

const formats = ['csv', 'json', 'parquet'] as const;
const endings: Record<string, (typeof formats)[number]> = {
  csv: 'csv',
  tsv: 'csv',
  json: 'json',
  jsonl: 'json',
  ndjson: 'json',
  parquet: 'parquet',
};

/** `path` of files, or `connection` and `table`. Null with a problem if it is neither. */
export function readTarget(given: YamlFields | null | undefined): Target | null {
  if (!given) return null;
  const path = given.text('path');
  const connection = given.text('connection');
  const table = given.text('table');
  const dataset = given.text('dataset', path || table);
  const filter = readSql(given, 'filter', 'expression');
  const format = given.word('format', formats) ?? findFormat(path);
  given.reportUnknown();
  if (path !== '' && connection === '' && table === '') {
    if (format !== null) return { kind: 'files', dataset, path, format, filter };
    given.value.report(`Set the format of ${path}: csv, json or parquet.`);
    return null;
  }
  if (path === '' && connection !== '' && /^[^.\s]+(\.[^.\s]+){0,2}$/.test(table))
    return { kind: 'table', dataset, connection, table, filter };
  given.value.report('Name a path of files, or a connection and a table such as public.orders.');
  return null;
}

function findFormat(path: string): (typeof formats)[number] | null {
  const ending = /\.(\w+)(?:\.(?:gz|zst))?$/.exec(path.toLowerCase())?.[1];
  return endings[ending ?? ''] ?? null;
}

/** SQL in a field that can be left out, refused where it is written if it cannot be used. */
export function readSql(fields: YamlFields, name: string, kind: 'query' | 'expression'): string {
  const value = fields.get(name);
  const sql = value?.text()?.trim() ?? '';
  const problem = value ? findSqlProblem(sql, kind) : null;
  if (problem !== null) value?.report(problem);
  return sql;
}
