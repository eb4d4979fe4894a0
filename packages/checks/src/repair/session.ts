import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DuckDb } from '../files/duckdb.ts';
import { usualLimits, type Limits, type SourceOptions } from '../open-source.ts';
import { CheckError, type QueryLimits, type SourceColumn, type SourceRow } from '../source.ts';
import { quoteText } from '../sql.ts';
import type { RepairTarget } from './definition.ts';
import { showValue } from '../reconcile/stage-query.ts';

export type SessionMode = 'read' | 'write';

/** A database with the table to repair, in one transaction at a time. Errors: `CheckError`. */
export interface RepairSession {
  readonly dialect: 'duckdb' | 'postgres';
  start(): Promise<void>;
  commit(): Promise<void>;
  /** Never fails: a connection that is gone has rolled back. */
  rollback(): Promise<void>;
  query(sql: string, limits?: QueryLimits): Promise<SourceRow[]>;
  run(sql: string): Promise<void>;
  /** Columns that a query gives, without running it. */
  describe(sql: string): Promise<SourceColumn[]>;
  close(): Promise<void>;
}

/** Opens the database of a repair. In the mode `read`, the database refuses writes. */
export async function openRepairSession(
  { database, connection }: RepairTarget,
  options: SourceOptions,
  mode: SessionMode,
): Promise<RepairSession> {
  const limits = { ...usualLimits, ...options.limits };
  if (database !== '') return openDatabase(resolve(options.folder, database), limits, mode);
  const url = options.connections.get(connection);
  if (url === undefined)
    throw new CheckError(
      'invalid',
      `Connection ${connection} not found. Set its URL: --connection ${connection}=URL.`,
    );
  if (!/^postgres(?:ql)?:/i.test(url))
    throw new CheckError('unsupported', 'Repairs change PostgreSQL and DuckDB only.');
  const { openPostgresRepair } = await import('./postgres-session.ts');
  return openPostgresRepair(connection, url, limits.timeoutMs, mode);
}

async function openDatabase(
  path: string,
  limits: Limits,
  mode: SessionMode,
): Promise<RepairSession> {
  if (!existsSync(path)) throw new CheckError('unreadable', `There is no database ${path}.`);
  const isReadOnly = mode === 'read';
  const duckdb = await DuckDb.start({
    ...limits,
    residentMb: 4 * limits.memoryMb,
    database: { path, isReadOnly },
  });
  return {
    dialect: 'duckdb',
    start: () => duckdb.setUp(['start transaction']),
    commit: () => duckdb.setUp(['commit']),
    rollback: () => duckdb.setUp(['rollback']).catch(() => {}),
    query: (sql, given) => duckdb.query(sql, given),
    run: (sql) => duckdb.setUp([sql]),
    async describe(sql) {
      const columns = await duckdb.query(
        `select column_name, column_type from (describe select * from (\n${sql}\n) as described)`,
      );
      return columns.map(({ column_name: name, column_type: type }) => ({
        name: showValue(name),
        type: showValue(type),
        nullable: true,
      }));
    },
    close: () => duckdb[Symbol.asyncDispose](),
  };
}

/** Columns of a table that can be written, with their types. */
export const columnsSql = (
  dialect: RepairSession['dialect'],
  { schema, table }: RepairTarget,
): string => {
  const text = (value: string) => quoteText(dialect, value);
  return dialect === 'duckdb'
    ? `select column_name as name, data_type as type from information_schema.columns where table_catalog = current_database() and table_schema = ${text(schema)} and table_name = ${text(table)} order by ordinal_position`
    : `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute join pg_class on attrelid = pg_class.oid where relname = ${text(table)} and relnamespace = to_regnamespace(quote_ident(${text(schema)})) and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`;
};

/** Columns of the primary key; one row each. */
export const primaryKeySql = (
  dialect: RepairSession['dialect'],
  { schema, table }: RepairTarget,
): string => {
  const text = (value: string) => quoteText(dialect, value);
  return dialect === 'duckdb'
    ? `select unnest(constraint_column_names) as name from duckdb_constraints() where constraint_type = 'PRIMARY KEY' and schema_name = ${text(schema)} and table_name = ${text(table)}`
    : `select attname as name from pg_index join pg_class on indrelid = pg_class.oid join pg_attribute on attrelid = indrelid and attnum = any(indkey) where indisprimary and relname = ${text(table)} and relnamespace = to_regnamespace(quote_ident(${text(schema)}))`;
};
