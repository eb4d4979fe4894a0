import type { TableTarget } from '../definition.ts';
import { findSqlProblem } from '../guard-sql.ts';
import {
  CheckError,
  type QueryLimits,
  type Source,
  type SourceColumn,
  type SourceRow,
} from '../source.ts';
import { quoteName, type Dialect } from '../sql.ts';

/** A connection in a transaction that only reads. */
export interface Session {
  readonly dialect: Dialect;
  /** Rows as far as `rows + 1`. Errors: `CheckError`. */
  query(sql: string, limits: Required<QueryLimits>): Promise<SourceRow[]>;
  columns(table: readonly string[]): Promise<SourceColumn[]>;
  close(): Promise<void>;
}

/** A table that its database is asked about, in its own SQL. */
export class TableSource implements Source {
  readonly dialect: Dialect;
  readonly from: string;
  readonly #session: Session;
  readonly #table: readonly string[];
  readonly #limits: Required<QueryLimits>;

  constructor(session: Session, target: TableTarget, limits: Required<QueryLimits>) {
    this.dialect = session.dialect;
    this.from = selectTable(session.dialect, target, 'data');
    this.#session = session;
    this.#table = target.table.split('.');
    this.#limits = limits;
  }

  async columns(): Promise<SourceColumn[]> {
    const columns = await this.#session.columns(this.#table);
    if (columns.length > 0) return columns;
    throw new CheckError(
      'invalid',
      `Table ${this.#table.join('.')} not found, or this account can't read it.`,
    );
  }

  async query(sql: string, limits: QueryLimits = {}): Promise<SourceRow[]> {
    const rules = this.dialect === 'mysql' ? 'mysql' : 'standard';
    const problem = findSqlProblem(sql, 'query', rules);
    if (problem !== null) throw new CheckError('invalid', problem);
    const most = { ...this.#limits, ...limits };
    const rows = await this.#session.query(sql, most);
    if (rows.length <= most.rows) return rows;
    throw new CheckError('unsupported', `The answer has more than ${most.rows} rows.`);
  }

  close(): Promise<void> {
    return this.#session.close();
  }
}

/** A table with its filter, under a name. */
export function selectTable(
  dialect: Dialect,
  { table, filter }: TableTarget,
  name: string,
): string {
  const path = table
    .split('.')
    .map((part) => quoteName(dialect, part))
    .join('.');
  return `(select * from ${path}${filter === '' ? '' : ` where (\n${filter}\n)`}) as ${name}`;
}

/** A column from a row with `name`, `type` and `nullable`. */
export function readColumn({ name, type, nullable }: SourceRow): SourceColumn {
  return {
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    nullable: nullable === true || nullable === 1 || nullable === 'YES',
  };
}

/** A decimal as a number if that is exact. */
export function readDecimal(text: string): number | string {
  return text.replaceAll(/\D/g, '').length <= 15 && text !== 'NaN' ? Number(text) : text;
}

export function readInteger(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** `2026-01-01 10:00:00+00`, as sessions in UTC write it. */
export function readTime(text: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00)?$/.exec(text) ?? [];
  return day === undefined || time === undefined ? text : `${day}T${time}Z`;
}

/** Why a connection ended, and what to do. */
export function connectionError(connection: string, detail: string): CheckError {
  return new CheckError(
    'unreadable',
    `The connection ${connection} failed: ${detail.replace(/\.+$/, '')}. Run the checks again when the database can be reached.`,
  );
}
