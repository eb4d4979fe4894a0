import { periodSeconds, unitNamed, type Dimension } from './units.ts';
import type { Range } from './parts.ts';

export interface Quantity extends Range {
  text: string;
  value: number;
  dimension: Dimension;
  /** Seconds of one period of a rate (`$45K/month`); null if it is not a rate. */
  perSeconds: number | null;
  /** In seconds, bytes, currency or ones, without the rate. */
  base: number;
  /** `$`, `€`; what is counted (`incidents`); null if neither is given. */
  of: string | null;
  isApproximate: boolean;
}

const words: Record<string, number> = Object.fromEntries(
  (
    'zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 fifteen 15 twenty 20 thirty 30 forty 40 fifty 50 ' +
    'sixty 60 hundred 100 thousand 1000 dozen 12 一 1 两 2 二 2 三 3 四 4 五 5 六 6 七 7 八 8 九 9 十 10'
  )
    .match(/\S+ \d+/g)
    ?.map((pair): [string, number] => [pair.split(' ')[0] ?? '', Number(pair.split(' ')[1])]) ?? [],
);
const scale: Record<string, number> = {
  k: 1e3,
  m: 1e6,
  mm: 1e6,
  bn: 1e9,
  b: 1e9,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
};

const numberWord = Object.keys(words)
  .filter((word) => /^[a-z]/.test(word))
  .join('|');
const unitWords =
  'ms|msec|milliseconds?|µs|us|microseconds?|secs?|seconds?|s|mins?|minutes?|hrs?|hours?|h|days?|d|weeks?|wks?|months?|mo|quarters?|years?|yrs?|bytes?|kb|mb|gb|tb|pb|percent|times|x|×|%';
const hanUnits = '毫秒|秒|分钟|个小时|小时|天|个星期|周|个月|年|倍|个百分点';
const period = 'second|sec|s|minute|min|hour|hr|h|day|week|month|mo|quarter|year|yr';

const quantity = new RegExp(
  String.raw`(?:每(?<hanPer>天|周|月|年|小时|分钟)\s?)?(?<approx>~|≈|\b(?:about|around|roughly|nearly|almost|approximately|some)\s|大约|约|近)?\s{0,3}(?:(?<currency>[$€£¥])\s?)?(?:(?<digits>(?<![\p{L}\p{N}.,_-])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\p{L}\p{N}._])\d+(?:\.\d+)?)|\b(?<word>${numberWord})\b|(?<han>[一两二三四五六七八九十]+(?=[万千亿]?(?:毫秒|秒|分钟|个|小时|天|周|年|倍|次|台|人|条))))\+?(?:\s?(?<scale>k|mm?|bn?|thousand|million|billion)(?![\p{L}\p{N}])|(?<hanScale>[万千亿]))?(?:(?:\s|-(?=\p{L}))?(?:(?<unit>${unitWords})(?![\p{L}\p{N}])|(?<hanUnit>${hanUnits})|[次台人条个](?!百)))?(?:\s?(?:\/\s?|\bper\s|\ban?\s|\bevery\s|每)(?<per>${period})(?![\p{L}])|\s(?<adverb>daily|weekly|monthly)\b)?`,
  'giu',
);

/**
 * Words that turn the digits after them into a name: `phase 2`, `day 1`, `section 3`, `version 12`.
 */
const namers =
  /(?:\b(?:phase|day|step|part|version|v|page|chapter|section|question|level|tier|sev|p|q|http|port|option|line|row|no|nr|number|incident|week|sprint|figure|table|inc|utc|gmt|q|s|ec|log)[\s.#-]*|[#@:+])$/i;
const clock = /^(?::\d\d|\s?(?:a\.?m\.?|p\.?m\.?|o['’]clock|utc|点)\b)/i;
const monthBefore = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?\s$/i;
const monthBehind =
  /^(?:st|nd|rd|th)?\s(?:of\s)?(?:jan|feb|mar|apr|may|june?|july?|aug|sep|sept|oct|nov|dec)/i;

/** Whether digits are a name, a time of day or a date: those are not quantities. */
function isName(text: string, start: number, end: number, digits: string): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  const behind = text.slice(end, end + 12);
  if (
    namers.test(before) ||
    clock.test(behind) ||
    monthBefore.test(before) ||
    monthBehind.test(behind)
  )
    return true;
  if (/^(?:19|20)\d\d$/.test(digits) && !/^\s?(?:\p{L}{3,}s\b)/u.test(behind)) return true;
  return (
    /\d:$/.test(before) ||
    /^(?:\d|:\d|-\d+-|xx\b|th\b|st\b|nd\b|rd\b|\.\d)/.test(behind) ||
    /[\p{L}_]$/u.test(before) ||
    /\p{L}-$/u.test(before)
  );
}

/** The word "one" is rarely a quantity (*one of the engineers*); it only counts with a unit. */
function isFigureWord(word: string, unit: string | undefined): boolean {
  return (
    !['one', 'hundred', 'thousand', 'dozen'].includes(word.toLowerCase()) || unit !== undefined
  );
}

function hanValue(han: string): number {
  const ten = han.indexOf('十');
  const digit = (text: string, otherwise: number) => (text === '' ? otherwise : (words[text] ?? 0));
  return ten < 0 ? digit(han, 0) : digit(han.slice(0, ten), 1) * 10 + digit(han.slice(ten + 1), 0);
}

/**
 * The quantities in a text, in order, with unit and rate. Excludes times of day, dates, and digits
 * in names (`Q4`, `phase 2`, `p99`).
 */
export function findQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(quantity)) {
    const g = match.groups ?? {};
    const lead = match[0].length - match[0].trimStart().length;
    const start = match.index + lead;
    const end = match.index + match[0].trimEnd().length;
    const digitsAt = g['digits'] ? text.indexOf(g['digits'], start) : start;
    const written = g['digits'] ?? g['word'] ?? g['han'] ?? '';
    if (
      g['digits'] &&
      !g['currency'] &&
      !g['unit'] &&
      isName(text, digitsAt, digitsAt + written.length, written)
    )
      continue;
    if (g['digits'] && !g['currency'] && /[\p{L}_]$/u.test(text.slice(0, digitsAt))) continue;
    if (g['unit'] && /^\s?-?(?:s|d|h|m)$/i.test(g['unit']) && /['’]$/.test(text.slice(0, end - 1)))
      continue;
    if (g['word'] && !isFigureWord(g['word'], g['unit'])) continue;
    const raw = g['digits']
      ? Number(g['digits'].replaceAll(',', ''))
      : g['han']
        ? hanValue(g['han'])
        : (words[written.toLowerCase()] ?? NaN);
    const value = raw * (scale[(g['scale'] ?? g['hanScale'] ?? '').toLowerCase()] ?? 1);
    if (!Number.isFinite(value)) continue;
    const unitName = g['unit'] ?? g['hanUnit'];
    const unit = unitName ? unitNamed(unitName) : null;
    const dimension = g['currency'] ? 'money' : (unit?.dimension ?? 'count');
    const adverb = { daily: 'day', weekly: 'week', monthly: 'month' }[
      (g['adverb'] ?? '').toLowerCase()
    ];
    const per = g['per'] ?? adverb ?? g['hanPer'];
    found.push({
      start,
      end,
      text: text.slice(start, end),
      value,
      dimension,
      perSeconds: per ? periodSeconds(per.toLowerCase()) : null,
      base: value * (unit?.factor ?? 1),
      of: g['currency'] ?? (dimension === 'count' ? countedIn(text, end) : null),
      isApproximate: g['approx'] !== undefined,
    });
  }
  return found;
}

/** What is counted: the first noun-like word after the number. */
function countedIn(text: string, end: number): string | null {
  const behind =
    /^[\s-](?:(?:of|the|our|P\d|more|fewer|other|different|full-scale)\s)*(?<word>\p{L}{3,})/u.exec(
      text.slice(end, end + 40),
    );
  const word = behind?.groups?.['word']?.toLowerCase() ?? null;
  return word && !/^(?:and|the|per|from|with|for|after|before|out|then|when|that)$/.test(word)
    ? word
    : null;
}

/** A count of cases: not a duration, size or share. */
const sample =
  /\bn\s?=\s?(?<n>\d+)|\b(?:of|across|from|over|in|out of|on)\s(?:all\s|the\s|our\s|last\s)*(?<of>\d{1,3}(?:,\d{3})+|\d{1,6})\s(?:\w+\s)?(?!(?:milli)?seconds\b|minutes\b|hours\b|days\b|nights\b|weeks\b|months\b|quarters\b|years\b|bytes\b|times\b|points\b)\p{L}{2,}s\b/iu;

/**
 * How many cases a number is based on, if stated: `n = 34`, `of 40 incidents`, `across 12 deploys`.
 */
export function findSampleSize(text: string): number | null {
  const found = sample.exec(text)?.groups;
  const n = found?.['n'] ?? found?.['of'];
  return n ? Number(n.replaceAll(',', '')) : null;
}

/** The words that name the source of a number. */
export function findSource(text: string): string | null {
  return (
    /\b(?:according to|measured (?:by|in|with|on|over)|as measured|per (?:the|our) \w+|from (?:the|our) (?:dashboards?|logs?|ledger|bill|invoice|survey|status page|metrics?|report)|(?:the|our) (?:dashboards?|logs?|ledger|bill|invoice|survey|metrics?|grafana|monitoring) (?:shows?|showed|says|said))\b[^.,;]{0,30}/i.exec(
      text,
    )?.[0] ?? null
  );
}
