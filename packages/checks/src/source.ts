/** A dataset that can be asked: files through DuckDB, or a table through its database. Only reads. */
export interface Source {
  readonly dialect: 'duckdb' | 'postgres' | 'mysql' | 'sqlite';
  /** What to read from in SQL, with the filter of the target applied, such as `(select … ) as data`. */
  readonly from: string;
  /** Columns in the order of the dataset, types as the engine writes them. Errors: `CheckError`. */
  columns(): Promise<SourceColumn[]>;
  /** Numbers are `number` where exact, else `bigint`; times are ISO 8601 in UTC. Errors: `CheckError`. */
  query(sql: string, limits?: QueryLimits): Promise<SourceRow[]>;
  close(): Promise<void>;
}

export interface SourceColumn {
  name: string;
  type: string;
  nullable: boolean;
}

export type SourceRow = Record<string, SourceValue>;
export type SourceValue = string | number | bigint | boolean | null | SourceValue[] | SourceObject;
export interface SourceObject {
  [name: string]: SourceValue;
}

export interface QueryLimits {
  /** Cut off after this time. */
  timeoutMs?: number;
  /** Refused if the answer has more rows. */
  rows?: number;
}

/** A check that could not run. It never passes. */
export class CheckError extends Error {
  override name = 'CheckError';
  readonly kind: 'invalid' | 'unsupported' | 'unreadable' | 'timeout' | 'changed';
  constructor(kind: CheckError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}
