import { newColumn, timeAt, type Column, type Result, type Steps } from './columns.ts';
import { QueryError } from './errors.ts';
import { evaluate, type Settings } from './evaluate.ts';
import type { GoValue } from './go-format.ts';
import { labelKey, metricName, withLabel, withoutName, type Labels } from './labels.ts';
import { parseQuery } from './parse-query.ts';
import type { AlertRule, RecordingRule, Rule, RuleGroup } from './rule-file.ts';
import { matchesText, type Series, type SeriesStore } from './select.ts';
import type { Expr, Matcher } from './syntax.ts';
import { expandTemplate } from './template.ts';

/** One time that an alert was active, from its first pending step on. */
export interface Episode {
  rule: AlertRule;
  labels: Labels;
  activeMs: number;
  /** Null: it was pending only. */
  firingMs: number | null;
  /** The first step in which it was no longer active; null: still active at the end. */
  endMs: number | null;
  /** Its values, by the time of the step. */
  values: Map<number, number>;
  /** The series that the query gave, for templates. */
  series: Labels;
}

const alertsName = 'ALERTS';
const forStateName = 'ALERTS_FOR_STATE';

/** Rules over series: what they record, and when their alerts are pending and firing. */
export class RuleRun {
  readonly store: SeriesStore;
  readonly episodes: Episode[] = [];
  readonly #groups: readonly RuleGroup[];
  readonly #settings: Settings;
  readonly #externalLabels: Readonly<Record<string, string>>;
  readonly #active = new Map<AlertRule, Map<string, Episode>>();
  readonly #kept = new Map<Episode, number>();
  /** Series that rules wrote in the step before: one that is not written again is stale. */
  readonly #before = new Map<Rule, Set<Series>>();
  readonly #writesAlerts: boolean;

  constructor(
    store: SeriesStore,
    groups: readonly RuleGroup[],
    settings: Settings,
    externalLabels: Readonly<Record<string, string>> = {},
    queries: readonly Expr[] = [],
  ) {
    this.store = store;
    this.#groups = groups;
    this.#settings = settings;
    this.#externalLabels = externalLabels;
    const exprs = [...groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)), ...queries];
    this.#writesAlerts = exprs.some((expr) => reads(expr, [alertsName, forStateName]));
  }

  /**
   * Evaluates all groups at each step, in their order. Rules that read what they or later ones wrote
   * are evaluated step by step, others at once. Errors: `evaluation`, `unsupported`.
   */
  run(steps: Steps): void {
    if (this.#canRunAtOnce()) {
      this.#runSteps(steps, this.#settings);
      return;
    }
    for (let step = 0; step < steps.count; step += 1) {
      const startMs = timeAt(steps, step);
      this.#runSteps({ ...steps, startMs, count: 1 }, { ...this.#settings, untilMs: startMs });
    }
  }

  /** Whether an alert was firing at the time of a step. */
  firingAt(timeMs: number): Episode[] {
    return this.episodes.filter(
      ({ firingMs, endMs }) =>
        firingMs !== null && firingMs <= timeMs && (endMs === null || timeMs < endMs),
    );
  }

  annotationsAt(episode: Episode, timeMs: number): Record<string, string> {
    const value = lastValue(episode.values, timeMs);
    return Object.fromEntries(
      Object.entries(episode.rule.annotations).map(([name, text]) => [
        name,
        this.#expand(text, episode.series, value, timeMs),
      ]),
    );
  }

  #canRunAtOnce(): boolean {
    const rules = this.#groups.flatMap((group) => group.rules);
    return rules.every((rule, index) => {
      const later = rules.slice(index);
      const names = later.flatMap(({ kind, name }) => (kind === 'record' ? [name] : []));
      if (later.some(({ kind }) => kind === 'alert')) names.push(alertsName, forStateName);
      return !looksAhead(rule.expr) && !reads(rule.expr, names);
    });
  }

  #runSteps(steps: Steps, settings: Settings): void {
    for (const group of this.#groups)
      for (const rule of group.rules) {
        const columns = toColumns(evaluate(this.store, rule.expr, steps, settings), steps.count);
        this.#limit(group, rule, columns, steps.count);
        if (rule.kind === 'record') this.#record(rule, columns, steps);
        else this.#alert(rule, columns, steps);
      }
  }

  #limit({ limit }: RuleGroup, { name }: Rule, columns: readonly Column[], count: number): void {
    if (limit <= 0 || columns.length <= limit) return;
    for (let step = 0; step < count; step += 1)
      if (columns.filter(({ present }) => present[step]).length > limit)
        throw new QueryError('evaluation', `${name}: exceeded limit of ${limit} series or alerts`);
  }

  #record(rule: RecordingRule, columns: readonly Column[], steps: Steps): void {
    const named = columns.map((column) => {
      let labels = withLabel(column.labels, metricName, rule.name);
      for (const [name, value] of Object.entries(rule.labels))
        labels = withLabel(labels, name, value);
      return { column, series: this.store.add(labels) };
    });
    for (let step = 0; step < steps.count; step += 1) {
      const written = new Map<Series, number>();
      for (const { column, series } of named) {
        if (!column.present[step]) continue;
        if (written.has(series))
          throw new QueryError(
            'evaluation',
            'vector contains metrics with the same labelset after applying rule labels',
          );
        written.set(series, column.values[step] ?? NaN);
      }
      this.#write(rule, written, timeAt(steps, step));
    }
  }

  /** Appends the samples of one step, and stale markers for series that ended. */
  #write(rule: Rule, samples: ReadonlyMap<Series, number>, timeMs: number): void {
    for (const [series, value] of samples) this.store.append(series, timeMs, value);
    for (const series of this.#before.get(rule) ?? [])
      if (!samples.has(series)) this.store.append(series, timeMs, NaN, true);
    this.#before.set(rule, new Set(samples.keys()));
  }

  #alert(rule: AlertRule, columns: readonly Column[], steps: Steps): void {
    const active = this.#active.get(rule) ?? new Map<string, Episode>();
    this.#active.set(rule, active);
    const labelers = columns.map((column) => this.#labeler(rule, column));
    for (let step = 0; step < steps.count; step += 1) {
      const timeMs = timeAt(steps, step);
      const seen = new Set<string>();
      columns.forEach((column, index) => {
        if (!column.present[step]) return;
        const value = column.values[step] ?? NaN;
        const { key, labels } = labelers[index]?.(value, timeMs) ?? { key: '', labels: {} };
        if (seen.has(key))
          throw new QueryError(
            'evaluation',
            'vector contains metrics with the same labelset after applying alert labels',
          );
        seen.add(key);
        const known = active.get(key);
        const episode = known ?? this.#start(rule, labels, column.labels, timeMs);
        if (!known) active.set(key, episode);
        episode.values.set(timeMs, value);
        episode.series = column.labels;
      });
      this.#advance(rule, active, seen, timeMs);
      if (this.#writesAlerts) this.#writeAlerts(rule, active, timeMs);
    }
  }

  #start(rule: AlertRule, labels: Labels, series: Labels, activeMs: number): Episode {
    const episode: Episode = {
      rule,
      labels,
      series,
      activeMs,
      firingMs: null,
      endMs: null,
      values: new Map(),
    };
    this.episodes.push(episode);
    return episode;
  }

  #advance(
    rule: AlertRule,
    active: Map<string, Episode>,
    seen: ReadonlySet<string>,
    timeMs: number,
  ): void {
    for (const [key, episode] of active) {
      if (seen.has(key)) this.#kept.delete(episode);
      else if (!this.#isKept(rule, episode, timeMs)) {
        episode.endMs = timeMs;
        active.delete(key);
        continue;
      }
      if (episode.firingMs === null && timeMs - episode.activeMs >= rule.forMs)
        episode.firingMs = timeMs;
    }
  }

  #isKept({ keepFiringMs }: AlertRule, episode: Episode, timeMs: number): boolean {
    if (episode.firingMs === null || keepFiringMs === 0) return false;
    const since = this.#kept.get(episode) ?? timeMs;
    this.#kept.set(episode, since);
    return timeMs - since < keepFiringMs;
  }

  #writeAlerts(rule: AlertRule, active: ReadonlyMap<string, Episode>, timeMs: number): void {
    const samples = new Map<Series, number>();
    for (const { labels, firingMs, activeMs } of active.values()) {
      const alertstate = firingMs === null ? 'pending' : 'firing';
      samples.set(this.store.add({ ...labels, [metricName]: alertsName, alertstate }), 1);
      samples.set(this.store.add({ ...labels, [metricName]: forStateName }), activeMs / 1_000);
    }
    this.#write(rule, samples, timeMs);
  }

  /** The labels of an alert: once for a series unless they depend on the value. */
  #labeler(rule: AlertRule, { labels: series }: Column) {
    const expand = (value: number, timeMs: number) => {
      let labels = withoutName(series);
      for (const [name, text] of Object.entries(rule.labels))
        labels = withLabel(labels, name, this.#expand(text, series, value, timeMs));
      labels = withLabel(labels, 'alertname', rule.name);
      return { labels, key: labelKey(labels) };
    };
    const isFixed = Object.values(rule.labels).every(
      (text) => !text.includes('{{') || !/value|query|\$\s|\.\s*\}/i.test(text),
    );
    let once: ReturnType<typeof expand> | null = null;
    return (value: number, timeMs: number) => {
      if (!isFixed) return expand(value, timeMs);
      once ??= expand(value, timeMs);
      return once;
    };
  }

  #expand(text: string, labels: Labels, value: number, timeMs: number): string {
    return expandTemplate(text, { labels, externalLabels: this.#externalLabels, value }, (query) =>
      this.#query(query, timeMs),
    );
  }

  #query(text: string, timeMs: number): GoValue {
    const steps = { startMs: timeMs, stepMs: 0, count: 1 };
    const settings = { ...this.#settings, untilMs: timeMs };
    return toColumns(evaluate(this.store, parseQuery(text), steps, settings), 1).map(
      ({ labels, values }) => ({ Labels: labels, Value: values[0] ?? NaN }),
    );
  }
}

function lastValue(values: ReadonlyMap<number, number>, timeMs: number): number {
  let found = NaN;
  for (const [at, value] of values) if (at <= timeMs) found = value;
  return found;
}

function toColumns(result: Result, count: number): Column[] {
  if (result.type === 'vector') return result.columns;
  if (result.type === 'string')
    throw new QueryError('evaluation', 'rule result is not a vector or scalar');
  const column = newColumn({}, count);
  column.values.set(result.values);
  column.present.fill(1);
  return [column];
}

/** The selectors of an expression. */
export function selectorsIn(expr: Expr): Extract<Expr, { kind: 'selector' }>[] {
  switch (expr.kind) {
    case 'selector':
      return [expr];
    case 'number':
    case 'text':
      return [];
    case 'binary':
      return [...selectorsIn(expr.left), ...selectorsIn(expr.right)];
    case 'call':
      return expr.args.flatMap(selectorsIn);
    case 'aggregation':
      return [...selectorsIn(expr.of), ...(expr.parameter ? selectorsIn(expr.parameter) : [])];
    case 'range':
    case 'subquery':
    case 'negated':
      return selectorsIn(expr.of);
  }
}

const absence = new Set(['absent', 'absent_over_time']);

/**
 * The selectors without which an expression gives nothing. Series of `absent()` and behind `unless`
 * are rightly missing as long as all is well.
 */
export function neededSelectors(expr: Expr): Extract<Expr, { kind: 'selector' }>[] {
  switch (expr.kind) {
    case 'binary':
      return [
        ...neededSelectors(expr.left),
        ...(expr.operator === 'unless' ? [] : neededSelectors(expr.right)),
      ];
    case 'call':
      return absence.has(expr.name) ? [] : expr.args.flatMap(neededSelectors);
    case 'aggregation':
      return [
        ...neededSelectors(expr.of),
        ...(expr.parameter ? neededSelectors(expr.parameter) : []),
      ];
    case 'subquery':
    case 'negated':
      return neededSelectors(expr.of);
    case 'selector':
    case 'range':
    case 'number':
    case 'text':
      return selectorsIn(expr);
  }
}

/** Whether an expression can select series with one of these names. */
function reads(expr: Expr, names: readonly string[]): boolean {
  const isName = (matcher: Matcher) => matcher.name === metricName;
  return selectorsIn(expr).some(({ matchers }) =>
    names.some((name) => matchers.filter(isName).every((matcher) => matchesText(matcher, name))),
  );
}

/** Whether an expression can read samples that are later than its step. */
function looksAhead(expr: Expr): boolean {
  switch (expr.kind) {
    case 'selector':
      return expr.offsetMs < 0 || expr.at !== null;
    case 'subquery':
      return expr.offsetMs < 0 || expr.at !== null || looksAhead(expr.of);
    case 'range':
    case 'negated':
      return looksAhead(expr.of);
    case 'binary':
      return looksAhead(expr.left) || looksAhead(expr.right);
    case 'call':
      return expr.args.some(looksAhead);
    case 'aggregation':
      return looksAhead(expr.of) || (expr.parameter !== null && looksAhead(expr.parameter));
    case 'number':
    case 'text':
      return false;
  }
}
