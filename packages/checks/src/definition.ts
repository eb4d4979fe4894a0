/**
 * A data check as it is written: `kind: Safeguard` in YAML, with the operators, metrics and units of
 * the Open Data Contract Standard (ODCS) 3.1. One document has one target and all checks of it, so
 * that they run in one scan.
 */
export interface DataSafeguard {
  id: string;
  name: string;
  owner: string;
  /** Such as `INC-2`. Empty if it does not come from an incident. */
  incident: string;
  target: Target;
  checks: Check[];
  place: Place;
}

/** Where something was written, for errors: lines and columns from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** A dataset: files, or a table of a connection that is named in the call. */
export type Target = FileTarget | TableTarget;

export interface FileTarget {
  kind: 'files';
  /** Its name in results, such as `silver.orders`. */
  dataset: string;
  /** A path or glob, from the folder of the file that names it. */
  path: string;
  format: 'csv' | 'json' | 'parquet';
  /** SQL condition for the rows that are read; empty for all of them. */
  filter: string;
}

export interface TableTarget {
  kind: 'table';
  dataset: string;
  connection: string;
  /** With its schema, such as `public.orders`. */
  table: string;
  filter: string;
}

/** The operators of ODCS: of one number, and of two, both included. */
export const singleOperators = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
] as const;
export const pairOperators = ['mustBeBetween', 'mustNotBeBetween'] as const;

/** What a value must be. Several operators must all be met. */
export type Bounds = { [O in (typeof singleOperators)[number]]?: number } & {
  [O in (typeof pairOperators)[number]]?: [number, number];
};

/**
 * Two levels in one rule. A level can bound rows and percent of rows at once: it is broken when
 * either is. What breaks `halt` stops the pipeline.
 */
export interface Thresholds {
  warn: Level | null;
  halt: Level | null;
}

export interface Level {
  rows?: Bounds;
  percent?: Bounds;
  /** For what is not a number of rows: a sum, seconds of age, a distance. */
  value?: Bounds;
}

interface CheckBase extends Thresholds {
  id: string;
  name: string;
  dimension: Dimension | null;
  /** Below this number of rows the check is skipped with a reason; it never passes. */
  minRows: number;
  sample: Sample;
  place: Place;
}

/** The seven dimensions of ODCS. */
export const dimensions = [
  'accuracy',
  'completeness',
  'conformity',
  'consistency',
  'coverage',
  'timeliness',
  'uniqueness',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Rows that fail, also within the tolerance. Values of `mask` are replaced before they leave. */
export interface Sample {
  rows: number;
  columns: string[];
  mask: string[];
}

export type Check = CheckBase & CheckBody;

export type CheckBody =
  /** Columns that must be there with a type, nested ones by path (`address.zip`); `exact`: no others. */
  | { type: 'schema'; columns: ColumnContract[]; exact: boolean }
  | { type: 'nullValues'; property: string }
  /** What changed since a person accepted the columns; `snapshot` is the path of that file. */
  | { type: 'schemaDrift'; snapshot: string }
  /** Null, or one of the texts that mean *nothing* in this dataset. */
  | { type: 'missingValues'; property: string; missing: string[] }
  | { type: 'invalidValues'; property: string; valid: Validity }
  | { type: 'duplicateValues'; properties: string[] }
  | { type: 'rowCount' }
  /** Seconds from the newest value of a time column to now. */
  | { type: 'freshness'; property: string }
  /** Values that the other dataset does not have. */
  | { type: 'references'; property: string; target: Target; to: string }
  | { type: 'aggregate'; property: string; measure: Measure }
  /** Robust distance of the newest partition from those before it: |x − median| / (1.4826 · MAD). */
  | { type: 'distribution'; partition: string; property: string | null; measure: Measure }
  /** A condition in SQL that each row must meet. */
  | { type: 'expression'; condition: string }
  /** A query that gives one number. */
  | { type: 'sql'; query: string }
  | DefinitionComparison
  | Reconciliation;

/** Two definitions of a measure over the same rows, such as on time by the first or last promise. */
export interface DefinitionComparison {
  type: 'definitions';
  first: Definition;
  second: Definition;
  /** Why a row can differ: conditions in SQL. */
  reasons: { name: string; condition: string }[];
}

export interface Definition {
  name: string;
  /** A condition, or a number, of a row. */
  sql: string;
}

export interface ColumnContract {
  name: string;
  /** Logical type of ODCS: string, integer, number, boolean, date, timestamp, object, array. Empty: any. */
  logicalType: string;
  /** As the engine writes it, such as `DECIMAL(10,2)`. Empty: any. */
  physicalType: string;
  required: boolean;
}

export interface Validity {
  values?: string[];
  /** RE2, the value in full unless it says otherwise with `.*`. */
  pattern?: string;
  format?: 'email' | 'uuid' | 'ipv4' | 'date' | 'timestamp' | 'url';
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
}

export type Measure =
  | 'count'
  | 'sum'
  | 'min'
  | 'max'
  | 'avg'
  | 'stddev'
  | 'distinct'
  | { quantile: number };

/**
 * Stages of a pipeline, from the source on, compared for each partition: what a stage loses beyond
 * its expected loss, and gains beyond its expected gain, is judged by the thresholds.
 */
export interface Reconciliation {
  type: 'reconciliation';
  stages: Stage[];
  /** Keys to compare where counts differ. Empty: only counts. */
  keys: string[];
  /** Columns whose values must be the same for a key in all stages that have them. */
  columns: string[];
  /** Zone of the partitions, such as `Asia/Tokyo`. */
  zone: string;
  /** Newer rows are left out, because they may be on their way: seconds. */
  watermarkSeconds: number;
}

export interface Stage {
  name: string;
  target: Target;
  /** SQL expression of the partition; a time is cut to the day of `zone`. */
  partition: string;
  /** SQL aggregate; `count(*)` if empty. */
  measure: string;
  /** Zone of times that are stored without one; empty: that of the partitions. */
  timeZone: string;
  /** Share of the stage before that may be missing, 0 to 1. */
  expectedLoss: number;
  /** Expected rows for each row of the stage before, such as 3 if a list of three is unfolded. */
  ratio: number;
}
