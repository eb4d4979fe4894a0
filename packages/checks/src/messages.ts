import type { SourceColumn, SourceRow } from './source.ts';

/** What a process with a database is asked. */
export type Request =
  /** Our own statements, which also open files and create views. */
  | { kind: 'setup'; statements: string[] }
  /** One SELECT of a user or of a check, with at most one more than this many rows. */
  | { kind: 'query'; sql: string; rows: number }
  | { kind: 'columns' }
  | { kind: 'interrupt' };

export type Answer =
  | { kind: 'rows'; rows: SourceRow[]; peakBytes: number }
  | { kind: 'columns'; columns: SourceColumn[] }
  | { kind: 'error'; message: string }
  /** The process uses more memory than it can, and ends. */
  | { kind: 'memory'; limitMb: number };

export interface DuckDbSettings {
  memoryMb: number;
  residentMb: number;
  threads: number;
  folder: string;
  /** A database to repair; without it, one in memory that reads files. */
  database?: { path: string; isReadOnly: boolean };
}
