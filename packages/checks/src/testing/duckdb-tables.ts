import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { CheckError, type Source, type SourceRow, type SourceValue } from '../source.ts';
import { showValue } from '../reconcile/stage-query.ts';

/** Tables in memory, each as a source. */
export class DuckdbTables {
  readonly #connection: DuckDBConnection;
  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async open(): Promise<DuckdbTables> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`set timezone = 'UTC'`);
    return new DuckdbTables(connection);
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  async query(sql: string): Promise<SourceRow[]> {
    const reader = await this.#connection.runAndReadAll(sql).catch((error: unknown) => {
      throw new CheckError('invalid', error instanceof Error ? error.message : String(error));
    });
    return reader
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toValue(value)])),
      );
  }

  source(table: string): Source {
    return {
      dialect: 'duckdb',
      from: table,
      columns: async () =>
        (await this.query(`describe ${table}`)).map((row) => ({
          name: showValue(row['column_name']),
          type: showValue(row['column_type']),
          nullable: row['null'] === 'YES',
        })),
      query: async (sql, limits) => {
        const rows = await this.query(sql);
        if (limits?.rows !== undefined && rows.length > limits.rows)
          throw new CheckError('unsupported', `There are more than ${limits.rows} rows.`);
        return rows;
      },
      close: async () => {},
    };
  }

  close(): void {
    this.#connection.closeSync();
  }
}

function toValue(value: unknown): SourceValue {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}
