import { isSet, listIn, numberIn, textIn, valueIn, type Fields, type Json } from './shapes.ts';
import type { FindObjects, SloObject } from './resolve-references.ts';

type WindowUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'Y';

export interface SloWindow {
  count: number;
  unit: WindowUnit;
  /** Null: rolling. */
  calendar: { start: string; zone: string } | null;
}

export interface Metric {
  /** The type of the data source, such as `Prometheus`; empty if no one says it. */
  source: string;
  query: string;
}

export type Indicator =
  | { kind: 'ratio'; isCounter: boolean; part: 'good' | 'bad'; metric: Metric; total: Metric }
  | { kind: 'raw'; isFailure: boolean; metric: Metric }
  | { kind: 'threshold'; metric: Metric };

export interface Objective {
  name: string;
  /** From 0 to less than 1. */
  target: number;
  operator: string;
  value: number;
  /** Share of good events from which on a time slice is good. */
  sliceTarget: number;
  /** Null: it has none. */
  sliceMs: number | null;
  isPartial: boolean;
  indicator: Indicator;
}

export interface Slo {
  file: string;
  line: number;
  name: string;
  displayName: string;
  service: string;
  method: 'Occurrences' | 'Timeslices' | 'RatioTimeslices';
  window: SloWindow;
  objectives: Objective[];
}

const unitMs: Readonly<Record<WindowUnit, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: 30 * 86_400_000,
  Q: 90 * 86_400_000,
  Y: 365 * 86_400_000,
};

/** Months have 30 days, quarters 90 and years 365, as in the SDK of OpenSLO. */
export function windowMs({ count, unit }: Pick<SloWindow, 'count' | 'unit'>): number {
  return count * unitMs[unit];
}

/** An object that has no problems, with its references resolved. */
export function toSlo(object: SloObject, resolved: Fields, find: FindObjects): Slo {
  const spec = valueIn(resolved, 'spec') ?? {};
  const isAlpha = object.version === 'openslo/v1alpha';
  const method = textIn(spec, 'budgetingMethod');
  return {
    file: object.file,
    line: object.line,
    name: object.name,
    displayName: textIn(resolved, 'metadata', 'displayName') || object.name,
    service: textIn(spec, 'service'),
    method: method === 'Timeslices' || method === 'RatioTimeslices' ? method : 'Occurrences',
    window: isAlpha ? readAlphaWindow(spec) : readWindow(spec),
    objectives: listIn(spec, 'objectives').map((one, index) => ({
      name: textIn(one, 'displayName') || `objective ${index + 1}`,
      target: numberIn(one, 'target') ?? fromPercent(numberIn(one, 'targetPercent') ?? 0),
      operator: textIn(one, 'op'),
      value: numberIn(one, 'value') ?? 0,
      sliceTarget: numberIn(one, 'timeSliceTarget') ?? 0,
      sliceMs: readDuration(textIn(one, 'timeSliceWindow')),
      isPartial: isSet(valueIn(one, 'indicator')),
      indicator: isAlpha ? readAlphaIndicator(spec, one) : readIndicator(spec, one, find),
    })),
  };
}

/** 99.9 / 100 is a bit more than 0.999. */
function fromPercent(percent: number): number {
  return Number((percent / 100).toPrecision(12));
}

function readDuration(text: string): number | null {
  const parts = splitDuration(text);
  return parts && windowMs(parts);
}

function splitDuration(text: string): { count: number; unit: WindowUnit } | null {
  const match = /^(\d+)([mhdwMQY])$/.exec(text);
  return match ? { count: Number(match[1]), unit: match[2] as WindowUnit } : null;
}

function readWindow(spec: Json): SloWindow {
  const window = valueIn(spec, 'timeWindow', 0);
  const { count, unit } = splitDuration(textIn(window, 'duration')) ?? { count: 0, unit: 'd' };
  return { count, unit, calendar: readCalendar(window) };
}

const alphaUnits: Readonly<Record<string, WindowUnit>> = {
  Second: 's',
  Day: 'd',
  Week: 'w',
  Month: 'M',
  Quarter: 'Q',
};

function readAlphaWindow(spec: Json): SloWindow {
  const window = valueIn(spec, 'timeWindows', 0);
  return {
    count: numberIn(window, 'count') ?? 0,
    unit: alphaUnits[textIn(window, 'unit')] ?? 'd',
    calendar: readCalendar(window),
  };
}

function readCalendar(window: Json | undefined): SloWindow['calendar'] {
  if (!isSet(valueIn(window, 'calendar'))) return null;
  return {
    start: textIn(window, 'calendar', 'startTime'),
    zone: textIn(window, 'calendar', 'timeZone'),
  };
}

function readIndicator(spec: Json, objective: Json, find: FindObjects): Indicator {
  const indicator = valueIn(objective, 'indicator') ?? valueIn(spec, 'indicator');
  const read = (...path: string[]): Metric => {
    const source = valueIn(indicator, 'spec', ...path, 'metricSource');
    const named = find('DataSource', textIn(source, 'metricSourceRef'));
    const [only] = named.length === 1 ? named : [];
    return {
      source: textIn(source, 'type') || textIn(only?.value, 'spec', 'type'),
      query: textIn(source, 'spec', 'query'),
    };
  };
  const ratio = valueIn(indicator, 'spec', 'ratioMetric');
  if (!isSet(ratio)) return { kind: 'threshold', metric: read('thresholdMetric') };
  if (isSet(valueIn(ratio, 'raw'))) {
    const isFailure = textIn(ratio, 'rawType') === 'failure';
    return { kind: 'raw', isFailure, metric: read('ratioMetric', 'raw') };
  }
  const part = isSet(valueIn(ratio, 'good')) ? 'good' : 'bad';
  return {
    kind: 'ratio',
    isCounter: valueIn(ratio, 'counter') === true,
    part,
    metric: read('ratioMetric', part),
    total: read('ratioMetric', 'total'),
  };
}

function readAlphaIndicator(spec: Json, objective: Json): Indicator {
  const read = (metric: Json | undefined): Metric => ({
    source: textIn(metric, 'source'),
    query: textIn(metric, 'query'),
  });
  const ratio = valueIn(objective, 'ratioMetrics');
  if (!isSet(ratio))
    return { kind: 'threshold', metric: read(valueIn(spec, 'indicator', 'thresholdMetric')) };
  return {
    kind: 'ratio',
    isCounter: valueIn(ratio, 'incremental') === true,
    part: 'good',
    metric: read(valueIn(ratio, 'good')),
    total: read(valueIn(ratio, 'total')),
  };
}
