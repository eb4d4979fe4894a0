import { QueryError } from '../errors.ts';
import { selectorsIn } from '../run-rules.ts';
import type { SeriesStore } from '../select.ts';
import type { Expr } from '../syntax.ts';
import { createCounter, type CountUnit, type EventCounter } from './count-events.ts';
import { windowMs, type Objective, type Slo } from './slo.ts';
import { findWindow, type WindowTimes } from './window-times.ts';

/** What was reached in a range. Null in place of it: nothing was measured. */
interface Reached {
  /** Share of good events, of good time slices, or the mean of the slices. */
  share: number;
  n: number;
}

/**
 * A pair of windows of the Site Reliability Workbook of Google, chapter 5, "Multiwindow,
 * Multi-Burn-Rate Alerts", with the 2h/1d pair that Sloth adds. It alerts if the budget burns faster
 * than the factor in both: the long one shows that it matters, the short one that it continues.
 */
export interface Burn {
  severity: 'page' | 'ticket';
  shortMs: number;
  longMs: number;
  /** (share of the budget × length of the SLO's window) / long window. */
  factor: number;
  /** (1 - reached) / (1 - target). Null: nothing was measured. */
  short: number | null;
  long: number | null;
  /** Null: one of them is not known. */
  alerts: boolean | null;
}

export interface ObjectiveReport {
  slo: string;
  service: string;
  objective: string;
  method: Slo['method'];
  target: number;
  verdict: 'met' | 'missed' | 'no-data' | 'unsupported' | 'failed';
  why: string;
  /** Null: no data. */
  reached: number | null;
  /** How many events, measurements or slices were counted; null if the query gives a ratio only. */
  n: number | null;
  unit: CountUnit | 'slices';
  window: WindowTimes;
  /** Share of the window so far in which something was measured. */
  covered: number;
  /** In the unit of `n`, for what was counted so far. Null: no data. */
  budget: Budget | null;
  burns: Burn[];
  notes: string[];
}

interface Budget {
  /** (1 - target) × n */
  allowed: number;
  /** (1 - reached) × n */
  used: number;
  /** used / allowed = (1 - reached) / (1 - target): more than 1 if the target is missed. */
  usedShare: number;
  /** 1 - usedShare */
  leftShare: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const pairs = [
  { severity: 'page', shortMs: 5 * minute, longMs: hour, budget: 0.02 },
  { severity: 'page', shortMs: 30 * minute, longMs: 6 * hour, budget: 0.05 },
  { severity: 'ticket', shortMs: 2 * hour, longMs: day, budget: 0.1 },
  { severity: 'ticket', shortMs: 6 * hour, longMs: 3 * day, budget: 0.1 },
] as const;

/** What adding up shares can be off by. */
const rounding = 1e-12;

const longestMs = 3_653 * day;

const mostSlices = 1_000_000;

/** How often queries of values that are not counters are evaluated. */
const stepMs = minute;

/** What each objective of an SLO reached in the window that contains `atMs`, from series up to it. */
export function evaluateSlo(slo: Slo, store: SeriesStore, atMs: number): ObjectiveReport[] {
  return slo.objectives.map((objective) => evaluateObjective(slo, objective, store, atMs));
}

function evaluateObjective(
  slo: Slo,
  objective: Objective,
  store: SeriesStore,
  atMs: number,
): ObjectiveReport {
  const isKnown = windowMs(slo.window) <= longestMs;
  const window = (isKnown && findWindow(slo.window, atMs)) || { startMs: atMs, endMs: atMs };
  const report: ObjectiveReport = {
    slo: slo.name,
    service: slo.service,
    objective: objective.name,
    method: slo.method,
    target: objective.target,
    verdict: 'no-data',
    why: 'nothing was measured in the window',
    reached: null,
    n: 0,
    unit: slo.method === 'Occurrences' ? 'events' : 'slices',
    window,
    covered: 0,
    budget: null,
    burns: [],
    notes: [],
  };
  try {
    if (!isKnown) throw new QueryError('unsupported', 'a window of more than 10 years');
    if (window.startMs === atMs)
      return { ...report, why: 'the window starts at this time or later' };
    return measure(slo, objective, store, atMs, report);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const verdict = error.kind === 'unsupported' ? 'unsupported' : 'failed';
    return { ...report, verdict, why: error.message };
  }
}

function measure(
  slo: Slo,
  objective: Objective,
  store: SeriesStore,
  atMs: number,
  report: ObjectiveReport,
): ObjectiveReport {
  if (objective.isPartial && slo.objectives.length > 1)
    throw new QueryError('unsupported', 'objectives with their own indicators (composite SLO)');
  const { startMs } = report.window;
  const lengthMs = windowMs(slo.window);
  const used = pairs.filter(({ longMs }) => longMs < lengthMs);
  const longest = Math.max(0, ...used.map(({ longMs }) => longMs));
  const counter = createCounter(objective, store, {
    startMs: Math.min(startMs, atMs - longest),
    endMs: atMs,
    stepMs,
  });
  const reach = (rangeMs: number, endMs: number) =>
    slo.method === 'Occurrences'
      ? reachEvents(counter, rangeMs, endMs)
      : reachSlices(slo, objective, counter, rangeMs, endMs);
  const covered = findCovered(counter.measured, store, startMs, atMs);
  const unit = slo.method === 'Occurrences' ? counter.unit : 'slices';
  const budgetShare = 1 - objective.target;
  const burnIn = (rangeMs: number) => {
    const part = reach(rangeMs, atMs);
    return part && (1 - part.share) / budgetShare;
  };
  const burns = used.map(({ severity, shortMs, longMs, budget }): Burn => {
    const factor = (budget * lengthMs) / longMs;
    const [short, long] = [burnIn(shortMs), burnIn(longMs)];
    const alerts = short === null || long === null ? null : short > factor && long > factor;
    return { severity, shortMs, longMs, factor, short, long, alerts };
  });
  // Slices of a calendar window start where it starts.
  const rangeMs = atMs - startMs;
  const sliceMs = objective.sliceMs ?? rangeMs;
  const isByStart = slo.method !== 'Occurrences' && slo.window.calendar !== null;
  const endMs = isByStart ? startMs + Math.floor(rangeMs / sliceMs) * sliceMs : atMs;
  const reached = reach(endMs - startMs, endMs);
  if (!reached) return { ...report, unit, covered, burns };
  const n = unit === 'ratio' ? null : reached.n;
  const usedShare = (1 - reached.share) / budgetShare;
  return {
    ...report,
    verdict: reached.share >= objective.target - rounding ? 'met' : 'missed',
    why: '',
    reached: reached.share,
    n,
    unit,
    covered,
    budget: {
      allowed: budgetShare * reached.n,
      used: (1 - reached.share) * reached.n,
      usedShare,
      leftShare: 1 - usedShare,
    },
    burns,
    notes: describeLimits(n, unit, budgetShare, covered),
  };
}

function describeLimits(
  n: number | null,
  unit: ObjectiveReport['unit'],
  budgetShare: number,
  covered: number,
): string[] {
  const notes: string[] = [];
  if (covered < 0.99)
    notes.push(`only ${Math.floor(covered * 100)}% of the window so far has measurements`);
  if (n !== null && n * budgetShare < 1 - rounding)
    notes.push(`so few ${unit} that one that is bad misses the target`);
  return notes;
}

function reachEvents(counter: EventCounter, rangeMs: number, endMs: number): Reached | null {
  const { good, total, present } = counter.count(rangeMs, { startMs: endMs, stepMs: 1, count: 1 });
  const [n = 0] = total;
  if (!present[0] || !(n > 0)) return null;
  return { share: checkShare((good[0] ?? 0) / n), n };
}

/** A slice in which nothing was measured is not counted, neither as good nor as bad. */
function reachSlices(
  slo: Slo,
  { sliceMs, sliceTarget }: Objective,
  counter: EventCounter,
  rangeMs: number,
  endMs: number,
): Reached | null {
  if (sliceMs === null)
    throw new QueryError('unsupported', 'time slices without a length (openslo/v1alpha)');
  const count = Math.floor(rangeMs / sliceMs);
  if (count > mostSlices) throw new QueryError('unsupported', `${count} time slices in one window`);
  if (count === 0) return null;
  const startMs = endMs - (count - 1) * sliceMs;
  const { good, total, present } = counter.count(sliceMs, { startMs, stepMs: sliceMs, count });
  let n = 0;
  let sum = 0;
  for (let slice = 0; slice < count; slice += 1) {
    const all = total[slice] ?? 0;
    if (!present[slice] || !(all > 0)) continue;
    const share = checkShare((good[slice] ?? 0) / all);
    n += 1;
    sum += slo.method === 'RatioTimeslices' ? share : share >= sliceTarget - rounding ? 1 : 0;
  }
  return n === 0 ? null : { share: sum / n, n };
}

/** More good events than events: the queries do not count the same thing. */
function checkShare(share: number): number {
  if (share > 1 + 1e-9 || share < -1e-9)
    throw new QueryError(
      'evaluation',
      `${Number((share * 100).toPrecision(6))}% of the events are good: the queries don't fit each other`,
    );
  return Math.min(1, Math.max(0, share));
}

/** Prometheus takes a series as gone after five minutes without a sample. */
const cellMs = 5 * minute;

function findCovered(measured: Expr, store: SeriesStore, startMs: number, endMs: number): number {
  const count = Math.max(1, Math.min(10_000, Math.ceil((endMs - startMs) / cellMs)));
  const cell = (endMs - startMs) / count;
  const cells = new Uint8Array(count);
  for (const { matchers } of selectorsIn(measured))
    for (const { times, stale } of store.select(matchers))
      times.forEach((time, index) => {
        if (time <= startMs || time > endMs || stale.has(index)) return;
        cells[Math.min(count - 1, Math.ceil((time - startMs) / cell) - 1)] = 1;
      });
  return cells.reduce((sum, one) => sum + one, 0) / count;
}
