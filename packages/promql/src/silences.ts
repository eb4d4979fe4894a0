import { QueryError } from './errors.ts';
import type { Labels } from './labels.ts';
import { compileRegex, matchesText } from './select.ts';
import type { Matcher } from './syntax.ts';

export interface Silence {
  matchers: Matcher[];
  startMs: number;
  endMs: number;
  comment: string;
}

const mostSilences = 500;

/**
 * Silences as Alertmanager (`GET /api/v2/silences`) and `amtool silence query -o json` answer them,
 * also those that are over. Errors: `syntax`.
 */
export function parseSilences(text: string): Silence[] {
  const list = readJson(text);
  if (!Array.isArray(list)) throw new QueryError('syntax', 'expected a list of silences');
  if (list.length > mostSilences)
    throw new QueryError('syntax', `at most ${mostSilences} silences are read`);
  return list.map((one: unknown, index) => {
    const at = `silence ${index + 1}`;
    const { matchers, startsAt, endsAt, comment } = fieldsIn(one, at);
    if (!Array.isArray(matchers) || matchers.length === 0)
      throw new QueryError('syntax', `${at} has no matchers`);
    return {
      matchers: matchers.map((matcher: unknown) => readMatcher(matcher, at)),
      startMs: readTime(startsAt, `${at}: startsAt`),
      endMs: readTime(endsAt, `${at}: endsAt`),
      comment: typeof comment === 'string' ? comment : '',
    };
  });
}

/** What `parseSilences` reads of a list, without who made them. Errors: as `parseSilences`. */
export function keepSilences(text: string): string {
  const kept = parseSilences(text).map(({ matchers, startMs, endMs, comment }) => ({
    matchers: matchers.map(({ name, operator, value }) => ({
      name,
      value,
      isRegex: operator.endsWith('~'),
      isEqual: operator.startsWith('='),
    })),
    startsAt: new Date(startMs).toISOString(),
    endsAt: new Date(endMs).toISOString(),
    comment,
  }));
  return JSON.stringify(kept, null, 1);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new QueryError('syntax', 'not JSON');
  }
}

function fieldsIn(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new QueryError('syntax', `${at}: expected fields`);
  return { ...value };
}

function readMatcher(written: unknown, at: string): Matcher {
  const { name, value, isRegex, isEqual = true } = fieldsIn(written, at);
  if (
    typeof name !== 'string' ||
    typeof value !== 'string' ||
    typeof isRegex !== 'boolean' ||
    typeof isEqual !== 'boolean'
  )
    throw new QueryError('syntax', `${at} has a wrong matcher`);
  if (isRegex) compileRegex(value);
  const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
  return { name, operator, value };
}

function readTime(value: unknown, at: string): number {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new QueryError('syntax', `${at} is not a time`);
  return ms;
}

export function findSilence(
  silences: readonly Silence[],
  labels: Labels,
  timeMs: number,
): Silence | null {
  return (
    silences.find(
      ({ matchers, startMs, endMs }) =>
        startMs <= timeMs &&
        timeMs < endMs &&
        matchers.every((matcher) => matchesText(matcher, labels[matcher.name] ?? '')),
    ) ?? null
  );
}
