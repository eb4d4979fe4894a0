export type ValueType = 'scalar' | 'vector' | 'matrix' | 'string';

export interface Matcher {
  name: string;
  operator: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** A fixed time of a selector: milliseconds, or the start or end of the query. */
export type FixedTime = number | 'start' | 'end';

export interface Matching {
  /** `on`: only these labels are compared. `ignoring`: all others. */
  side: 'on' | 'ignoring';
  labels: readonly string[];
  /** Which side can have several series for one of the other. */
  many: 'none' | 'left' | 'right';
  /** Labels taken from the side with one. */
  include: readonly string[];
}

export interface Selector {
  kind: 'selector';
  matchers: readonly Matcher[];
  offsetMs: number;
  at: FixedTime | null;
}

export interface RangeSelector {
  kind: 'range';
  of: Selector;
  rangeMs: number;
}

export interface Subquery {
  kind: 'subquery';
  of: Expr;
  rangeMs: number;
  /** Null: the default step. */
  stepMs: number | null;
  offsetMs: number;
  at: FixedTime | null;
}

export interface Binary {
  kind: 'binary';
  operator: string;
  left: Expr;
  right: Expr;
  returnsBool: boolean;
  matching: Matching | null;
}

export interface Aggregation {
  kind: 'aggregation';
  operator: string;
  of: Expr;
  parameter: Expr | null;
  /** `by ()` groups everything, as no clause does. */
  grouping: { side: 'by' | 'without'; labels: readonly string[] };
}

export interface Call {
  kind: 'call';
  name: string;
  args: readonly Expr[];
}

export type Expr =
  | Selector
  | RangeSelector
  | Subquery
  | Binary
  | Aggregation
  | Call
  | { kind: 'number'; value: number }
  | { kind: 'text'; text: string }
  | { kind: 'negated'; of: Expr };

export const setOperators: ReadonlySet<string> = new Set(['and', 'or', 'unless']);
export const comparisons: ReadonlySet<string> = new Set(['==', '!=', '>', '<', '>=', '<=']);
