import { RE2JS } from 're2js';
import { QueryError } from './errors.ts';
import { labelKey, metricName, type Labels } from './labels.ts';
import type { Matcher } from './syntax.ts';

/** Compiled for the regular expressions of Prometheus (RE2): no input makes them slow. */
export function compileRegex(pattern: string): RE2JS {
  try {
    return RE2JS.compile(`^(?:${pattern})$`);
  } catch {
    throw new QueryError('syntax', `error parsing regexp: "${pattern}"`);
  }
}

const compiled = new WeakMap<Matcher, RE2JS>();

function regexFor(matcher: Matcher): RE2JS {
  const known = compiled.get(matcher);
  if (known) return known;
  const regex = compileRegex(matcher.value);
  compiled.set(matcher, regex);
  return regex;
}

export function matchesText(matcher: Matcher, value: string): boolean {
  switch (matcher.operator) {
    case '=':
      return value === matcher.value;
    case '!=':
      return value !== matcher.value;
    case '=~':
      return regexFor(matcher).matches(value);
    case '!~':
      return !regexFor(matcher).matches(value);
  }
}

/** Samples in the order of their times. A stale marker ends the series until its next sample. */
export interface Series {
  labels: Labels;
  /** Milliseconds. */
  times: number[];
  values: number[];
  /** Indexes of stale markers. */
  stale: Set<number>;
}

/** Series by their labels. A later sample with the time of the last one is ignored. */
export class SeriesStore {
  readonly #byKey = new Map<string, Series>();
  readonly #byName = new Map<string, Series[]>();

  add(labels: Labels): Series {
    const key = labelKey(labels);
    const known = this.#byKey.get(key);
    if (known) return known;
    const series: Series = { labels, times: [], values: [], stale: new Set() };
    this.#byKey.set(key, series);
    const name = labels[metricName] ?? '';
    const sameName = this.#byName.get(name);
    if (sameName) sameName.push(series);
    else this.#byName.set(name, [series]);
    return series;
  }

  append(series: Series, time: number, value: number, isStale = false): void {
    const last = series.times.at(-1);
    if (last !== undefined && time <= last) return;
    if (isStale) series.stale.add(series.times.length);
    series.times.push(time);
    series.values.push(value);
  }

  select(matchers: readonly Matcher[]): Series[] {
    const name = matchers.find((one) => one.name === metricName && one.operator === '=')?.value;
    const candidates =
      name === undefined ? [...this.#byKey.values()] : (this.#byName.get(name) ?? []);
    return candidates.filter(({ labels }) =>
      matchers.every((matcher) => matchesText(matcher, labels[matcher.name] ?? '')),
    );
  }

  /** All series, in the order in which they were added. */
  all(): Series[] {
    return [...this.#byKey.values()];
  }
}
