import { QueryError } from './errors.ts';

/** A number as PromQL writes it: decimal, hexadecimal, `Inf`, `NaN`. Errors: `syntax`. */
export function parseNumber(text: string): number {
  const match = /^([-+]?)(.+)$/.exec(text.trim());
  const sign = match?.[1] === '-' ? -1 : 1;
  const digits = (match?.[2] ?? '').toLowerCase();
  if (digits === 'inf' || digits === 'infinity') return sign * Infinity;
  if (digits === 'nan') return NaN;
  if (/^(0x[0-9a-f]+|(\d+\.?\d*|\.\d+)(e[-+]?\d+)?)$/.test(digits)) return sign * Number(digits);
  throw new QueryError('syntax', `not a number: "${text}"`);
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escape = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))/gsu;

/** A text in double, single or back quotes, as Go reads it. Errors: `syntax`. */
export function parseQuoted(text: string): string {
  const inner = text.slice(1, -1);
  if (text.startsWith('`')) return inner;
  return inner.replace(escape, (all, ...groups: (string | undefined)[]) => {
    const [byte, short, long, octal, letter] = groups;
    const hex = byte ?? short ?? long;
    const code = hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16);
    if (letter === undefined) {
      if (code > 0x10_ff_ff) throw new QueryError('syntax', `invalid escape: ${all}`);
      return String.fromCodePoint(code);
    }
    if (letter in escapes) return escapes[letter] ?? '';
    if (letter === '\\' || letter === "'" || letter === '"') return letter;
    throw new QueryError('syntax', `unknown escape sequence: \\${letter}`);
  });
}

/** As Go writes a number with `%v`. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e21))
    return value
      .toExponential()
      .replace(/e([-+])(\d)$/, (_, sign: string, digit: string) => `e${sign}0${digit}`);
  return String(value);
}
