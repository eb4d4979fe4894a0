import { numberText } from './literals.ts';

/** A value of a Go template. Whole numbers that are written in the template are `bigint`. */
export type GoValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly GoValue[]
  | { readonly [name: string]: GoValue };

export function isList(value: GoValue): value is readonly GoValue[] {
  return Array.isArray(value);
}

export function isMap(value: GoValue): value is { readonly [name: string]: GoValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As Go prints a value with `%v`. */
export function goText(value: GoValue): string {
  if (value === null) return '<no value>';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return value;
  if (isMap(value)) {
    const pairs = Object.keys(value)
      .toSorted()
      .map((name) => `${name}:${goText(value[name] ?? '')}`);
    return `map[${pairs.join(' ')}]`;
  }
  if (typeof value === 'object') return `[${value.map(goText).join(' ')}]`;
  return String(value);
}

/** Enough for an exact half to be seen; more are not possible. */
const mostDigits = 100;

/**
 * The first significant digits of a finite number, and the exponent of the first one. An exact half
 * is rounded to even, as Go does; JavaScript rounds it up.
 */
function roundDigits(value: number, digits: number): { digits: string; exponent: number } {
  const [mantissa = '', written = '0'] = Math.abs(value).toExponential(mostDigits).split('e');
  const all = mantissa.replace('.', '');
  const exponent = Number(written);
  if (digits < 0) return { digits: '', exponent };
  const kept = BigInt(all.slice(0, digits) || '0');
  const rest = all.slice(digits).padEnd(1, '0');
  const half = `5${'0'.repeat(Math.max(0, rest.length - 1))}`;
  const isUp = rest > half || (rest === half && kept % 2n === 1n);
  const rounded = String(isUp ? kept + 1n : kept).padStart(digits, '0');
  return rounded.length > digits
    ? { digits: rounded.slice(0, digits || 1), exponent: exponent + 1 }
    : { digits: rounded, exponent };
}

function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** Go's `%.Ng`: significant digits, without zeros at the end. */
export function significantText(value: number, precision: number): string {
  if (!Number.isFinite(value)) return numberText(value);
  const most = Math.max(1, precision);
  const { digits, exponent } =
    value === 0 ? { digits: '0', exponent: 0 } : roundDigits(value, most);
  const sign = isNegative(value) ? '-' : '';
  const short = digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= most) {
    const fraction = short.length > 1 ? `.${short.slice(1)}` : '';
    return `${sign}${short[0] ?? '0'}${fraction}${exponentText(exponent)}`;
  }
  return sign + placePoint(short, exponent);
}

/** Digits as a decimal number, the first of which has the value of ten to the power of `exponent`. */
function placePoint(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = digits.slice(exponent + 1);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Go's `%.Nf`. */
function fixedText(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return numberText(value);
  const sign = isNegative(value) ? '-' : '';
  const first = value === 0 ? 0 : Number(value.toExponential().split('e')[1] ?? '0');
  const wanted = first + 1 + decimals;
  if (value === 0 || wanted < 0) return sign + (0).toFixed(decimals);
  const { digits, exponent } = roundDigits(value, wanted);
  if (wanted === 0 && exponent === first) return sign + (0).toFixed(decimals);
  const text = placePoint(digits.padEnd(exponent + 1 + decimals, '0'), exponent);
  const [whole = '', fraction = ''] = text.split('.');
  return decimals === 0 ? sign + whole : `${sign}${whole}.${fraction.padEnd(decimals, '0')}`;
}

function exponentText(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const directive = /%(?<flags>[-+ #0]*)(?<width>\d+)?(?:\.(?<precision>\d*))?(?<verb>[a-zA-Z%])/g;

/** Go's `Sprintf`, with the verbs that templates of alerts use. */
export function goFormat(format: string, args: readonly GoValue[]): string {
  let next = 0;
  const text = format.replace(directive, (...match: unknown[]) => {
    const groups: unknown = match.at(-1);
    const part = readDirective(groups);
    if (part.verb === '%') return '%';
    if (next >= args.length) return `%!${part.verb}(MISSING)`;
    const value = args[next] ?? null;
    next += 1;
    return pad(formatOne(part, value), part);
  });
  if (next >= args.length) return text;
  const rest = args.slice(next).map((value) => `${typeName(value)}=${goText(value)}`);
  return `${text}%!(EXTRA ${rest.join(', ')})`;
}

interface Directive {
  flags: string;
  width: number;
  precision: number | null;
  verb: string;
}

function readDirective(groups: unknown): Directive {
  const named: Readonly<Record<string, unknown>> =
    typeof groups === 'object' && groups !== null ? { ...groups } : {};
  const text = (name: string) => (typeof named[name] === 'string' ? named[name] : '');
  return {
    flags: text('flags'),
    width: Math.min(Number(text('width')), 1_000),
    precision:
      typeof named['precision'] === 'string' ? Math.min(Number(text('precision')), 100) : null,
    verb: text('verb'),
  };
}

function typeName(value: GoValue): string {
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : '<nil>';
}

function formatOne({ verb, precision, flags }: Directive, value: GoValue): string {
  const sign = (text: string) => (flags.includes('+') && !text.startsWith('-') ? `+${text}` : text);
  if (verb === 'v' || (verb === 's' && typeof value !== 'number' && typeof value !== 'bigint'))
    return cut(goText(value), verb === 's' ? precision : null);
  if (verb === 'q' && typeof value === 'string') return JSON.stringify(value);
  if (verb === 't' && typeof value === 'boolean') return String(value);
  if (verb === 'd' && typeof value === 'bigint') return sign(String(value));
  if (verb === 'x' && typeof value === 'bigint') return value.toString(16);
  if (typeof value === 'number') {
    if (verb === 'f' || verb === 'F') return sign(fixedText(value, precision ?? 6));
    if (verb === 'g')
      return sign(precision === null ? numberText(value) : significantText(value, precision));
    if (verb === 'e' && Number.isFinite(value)) {
      const [mantissa = '', exponent = '0'] = value.toExponential(precision ?? 6).split('e');
      return sign(`${mantissa}${exponentText(Number(exponent))}`);
    }
  }
  return `%!${verb}(${typeName(value)}=${goText(value)})`;
}

function cut(text: string, length: number | null): string {
  return length === null ? text : Array.from(text).slice(0, length).join('');
}

function pad(text: string, { flags, width }: Directive): string {
  if (text.length >= width) return text;
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0')) return text.padStart(width);
  const sign = /^[-+]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
