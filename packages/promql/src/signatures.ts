import type { ValueType } from './syntax.ts';

export interface Signature {
  args: readonly ValueType[];
  /** How many of the last arguments can be left out; `rest`: the last can be repeated. */
  optional: number | 'rest';
  returns: 'scalar' | 'vector';
}

const takes = (
  args: readonly ValueType[],
  optional: Signature['optional'] = 0,
  returns: Signature['returns'] = 'vector',
): Signature => ({ args, optional, returns });

const overVector = takes(['vector']);
const overRange = takes(['matrix']);
const inTime = takes(['vector'], 1);

function listEach(names: string, signature: Signature): [string, Signature][] {
  return names.split(' ').map((name) => [name, signature]);
}

/** The functions of Prometheus 2.42, without those that only native histograms use. */
export const signatures: ReadonlyMap<string, Signature> = new Map([
  ...listEach(
    'abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn sin sinh sort sort_desc sqrt tan tanh timestamp',
    overVector,
  ),
  ...listEach(
    'absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate last_over_time max_over_time min_over_time present_over_time rate resets stddev_over_time stdvar_over_time sum_over_time',
    overRange,
  ),
  ...listEach('day_of_month day_of_week day_of_year days_in_month hour minute month year', inTime),
  ['clamp', takes(['vector', 'scalar', 'scalar'])],
  ['clamp_max', takes(['vector', 'scalar'])],
  ['clamp_min', takes(['vector', 'scalar'])],
  ['histogram_quantile', takes(['scalar', 'vector'])],
  ['holt_winters', takes(['matrix', 'scalar', 'scalar'])],
  ['label_join', takes(['vector', 'string', 'string', 'string'], 'rest')],
  ['label_replace', takes(['vector', 'string', 'string', 'string', 'string'])],
  ['pi', takes([], 0, 'scalar')],
  ['predict_linear', takes(['matrix', 'scalar'])],
  ['quantile_over_time', takes(['scalar', 'matrix'])],
  ['round', takes(['vector', 'scalar'], 1)],
  ['scalar', takes(['vector'], 0, 'scalar')],
  ['time', takes([], 0, 'scalar')],
  ['vector', takes(['scalar'])],
]);

/** Functions that Prometheus has, in this version or a later one, and this package does not. */
export const unsupportedFunctions: ReadonlySet<string> = new Set([
  'double_exponential_smoothing',
  'first_over_time',
  'histogram_avg',
  'histogram_count',
  'histogram_fraction',
  'histogram_stddev',
  'histogram_stdvar',
  'histogram_sum',
  'info',
  'mad_over_time',
  'sort_by_label',
  'sort_by_label_desc',
  'ts_of_first_over_time',
  'ts_of_last_over_time',
  'ts_of_max_over_time',
  'ts_of_min_over_time',
]);

export const aggregations: ReadonlySet<string> = new Set([
  'avg',
  'bottomk',
  'count',
  'count_values',
  'group',
  'max',
  'min',
  'quantile',
  'stddev',
  'stdvar',
  'sum',
  'topk',
]);

export const parameterTypes: Readonly<Record<string, ValueType>> = {
  bottomk: 'scalar',
  count_values: 'string',
  quantile: 'scalar',
  topk: 'scalar',
};
