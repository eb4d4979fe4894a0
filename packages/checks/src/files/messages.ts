import type { SourceColumn, SourceRow } from '../source.ts';

/** What the process that runs DuckDB is asked. */
export type Request =
  /** Our own statements, which also open files and create views. */
  | { kind: 'setup'; statements: string[] }
  /** One SELECT of a user or of a check, with at most this many rows. */
  | { kind: 'query'; sql: string; rows: number }
  | { kind: 'columns' }
  | { kind: 'interrupt' };

export type Answer =
  | { kind: 'rows'; rows: SourceRow[]; hasMore: boolean; peakBytes: number }
  | { kind: 'columns'; columns: SourceColumn[] }
  | { kind: 'error'; message: string }
  /** The process uses more memory than it can, and ends. */
  | { kind: 'memory' };

export interface ProcessSettings {
  memoryMb: number;
  residentMb: number;
  threads: number;
  folder: string;
}
