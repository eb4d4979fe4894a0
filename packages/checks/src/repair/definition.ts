import type { DataSafeguard } from '../definition.ts';

/** A repair as it is written: `kind: Repair` in YAML. */
export interface Repair {
  /** Part of the names of its tables: `debrief_repair_ID_stage`. */
  id: string;
  name: string;
  owner: string;
  /** Such as `INC-2`; empty if it is of no incident. */
  incident: string;
  target: RepairTarget;
  partition: PartitionRange;
  /** Columns that identify a row; empty: those of the primary key. */
  keys: string[];
  /** When a row was last changed; empty if the table has none. */
  changedAt: string;
  /** An aggregate that shows the impact, such as `sum(cost)`; empty: only rows. */
  measure: string;
  /** A query that gives all rows of the range as they should be. */
  query: string;
  sample: SampleSize;
  mayAdd: boolean;
  mayRemove: boolean;
  schedule: Schedule;
  downstream: string[];
  /** The dataset in the catalog, whose links give what is downstream; empty: none. */
  service: string;
  /** Checks that the rows must pass in the stage and after the swap. */
  checks: DataSafeguard['checks'];
}

export interface RepairTarget {
  /** A DuckDB database file, from the folder of the repair; empty for a connection. */
  database: string;
  connection: string;
  schema: string;
  table: string;
}

export interface PartitionRange {
  column: string;
  unit: (typeof partitionUnits)[number];
  /** The first value, included. */
  from: string;
  /** The first value that is not in the range. */
  before: string;
}

export const partitionUnits = ['day', 'week', 'month', 'value'] as const;

/** One of `errorRate` and `rows` is given; the other follows. */
export interface SampleSize {
  confidence: number;
  errorRate: number | null;
  rows: number | null;
  seed: string;
}

export interface Schedule {
  avoid: ScheduleWindow[];
  /** The swap must be in one of them; empty: at any time. */
  within: ScheduleWindow[];
  /** How long a swap can take: it must not run into a window. */
  swapMinutes: number;
}

export type ScheduleWindow = { name: string } & (
  | { cron: string; minutes: number; zone: string }
  | { from: string; to: string }
);
