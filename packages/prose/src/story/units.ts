/** What a number counts: units convert only within a dimension. */
export type Dimension = 'duration' | 'bytes' | 'money' | 'percent' | 'multiple' | 'count';

export interface Unit {
  dimension: Dimension;
  /** Factor to the dimension's base: seconds, bytes, one unit of the currency, one. */
  factor: number;
  name: string;
}

const minute = 60;
const hour = 3600;
const day = 86_400;

const table: readonly [names: string, Dimension, factor: number][] = [
  ['ms msec millisecond milliseconds 毫秒', 'duration', 0.001],
  ['µs us microsecond microseconds 微秒', 'duration', 0.000_001],
  ['s sec secs second seconds 秒', 'duration', 1],
  ['min mins minute minutes 分钟 分', 'duration', minute],
  ['h hr hrs hour hours 小时 个小时', 'duration', hour],
  ['d day days 天 日', 'duration', day],
  ['week weeks wk wks 周 个星期', 'duration', 7 * day],
  ['month months mo 个月 月', 'duration', 30.4375 * day],
  ['quarter quarters 季度', 'duration', 91.3125 * day],
  ['year years yr yrs 年', 'duration', 365.25 * day],
  ['b byte bytes', 'bytes', 1],
  ['kb', 'bytes', 1e3],
  ['mb', 'bytes', 1e6],
  ['gb', 'bytes', 1e9],
  ['tb', 'bytes', 1e12],
  ['pb', 'bytes', 1e15],
  ['% percent 个百分点', 'percent', 1],
  ['x × times 倍', 'multiple', 1],
];

const byName = new Map(
  table.flatMap(([names, dimension, factor]) =>
    names.split(' ').map((name): [string, Unit] => [name, { dimension, factor, name }]),
  ),
);

/** The unit with this name, in any case; null for any other word (which is what is counted). */
export function unitNamed(name: string): Unit | null {
  return byName.get(name.toLowerCase()) ?? null;
}

/** Seconds in the period of a rate: `/month`, `a week`. */
export function periodSeconds(name: string): number | null {
  const unit = unitNamed(name === 'daily' ? 'day' : name);
  return unit?.dimension === 'duration' && unit.factor >= 1 ? unit.factor : null;
}

/** A duration in plain words: `45 min`, `4 h`, `1.5 days`. */
export function durationInWords(seconds: number): string {
  const steps: [string, number][] = [
    ['days', day],
    ['h', hour],
    ['min', minute],
    ['s', 1],
    ['ms', 0.001],
  ];
  const [name, size] = steps.find(([, size]) => seconds >= size) ?? ['ms', 0.001];
  return `${plain(seconds / size)} ${name}`;
}

/** A number without needless digits. */
export function plain(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString('en-GB', {
    maximumFractionDigits: 6,
    useGrouping: Math.abs(rounded) >= 10_000,
  });
}
