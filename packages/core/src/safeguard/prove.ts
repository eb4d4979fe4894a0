import {
  DomainError,
  type AlertProof,
  type RunbookLink,
  type SafeguardRun,
  type TimeWindow,
} from '@debrief/contract';
import {
  drillAlerts,
  loadSeries,
  parseRuleFile,
  parseSeriesLines,
  SeriesStore,
  toGroupSteps,
  type Firing,
  type Routing,
  type Silence,
  type RuleGroup,
} from '@debrief/promql';
import type { KeptSafeguard } from '@debrief/rules/safeguard';
import { durationText } from '@debrief/rules/time';
import { actorRef, type Context } from '../context.ts';
import { countMetricSamples, loadMetricSamples, recordExtents } from '../evidence/index.ts';
import { loadMilestones, type IncidentRow } from '../incident/index.ts';
import { addSamples } from './add-samples.ts';
import { readRouting } from './read-definition.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Rules can look back, and have to be pending for a while before the window starts. */
const leadMs = hourMs;
const mostSamples = 200_000;
const mostValues = 5_000_000;
const mostFirings = 20;
const mostRunbooks = 5;
const runbookAnnotation = 'runbook_url';
/** Of a window, from its first measurement to its last. */
const leastShare = 0.5;

/**
 * Replays both windows through the rules of a safeguard. The caller has authorized the change.
 * Errors: `invalid` if a window is not known or too long.
 */
export async function proveAlert(
  ctx: Context,
  incident: IncidentRow,
  safeguard: KeptSafeguard,
): Promise<AlertProof & { runbooks: RunbookLink[] }> {
  const groups = parseRuleFile('rules', safeguard.rules);
  const routing = readRouting(safeguard);
  const prepared = { ctx, incident, safeguard, groups, ...routing };
  const needsWindow = safeguard.incidentSeries === '' || safeguard.healthySeries === '';
  const window = needsWindow
    ? (safeguard.incidentWindow ?? (await findIncidentWindow(ctx, incident)))
    : null;
  const healthyWindow = window && (safeguard.healthyWindow ?? findHealthyWindow(window));
  const times = window ?? safeguard.incidentWindow ?? (await findTimes(ctx, incident));
  const needsDate = routing.silences.length > 0 || (routing.routing?.times.size ?? 0) > 0;
  const incidentRun = await runWindow(prepared, safeguard.incidentSeries, window, times);
  const healthyRun = await runWindow(prepared, safeguard.healthySeries, healthyWindow, null);
  const links = [...incidentRun.links, ...findRunbook(groups, safeguard.alert)];
  return {
    at: ctx.clock.now().toISOString(),
    by: actorRef(ctx.actor).name,
    incident: incidentRun.run,
    healthy: healthyRun.run,
    runbooks: [...new Set(links)]
      .slice(0, mostRunbooks)
      .map((url) => ({ url, state: 'unknown', problem: null })),
    notes:
      needsDate && times.from === undefined
        ? [
            "Time intervals and silences are not evaluated: it isn't known when the incident started.",
          ]
        : [],
  };
}

interface Prepared {
  ctx: Context;
  incident: IncidentRow;
  safeguard: KeptSafeguard;
  groups: RuleGroup[];
  routing: Routing | null;
  silences: Silence[];
}

/**
 * Measurements are read with an hour before their window. Written series have no date: `writtenAt` is
 * when they would have started, for time intervals and silences.
 */
async function runWindow(
  { ctx, incident, safeguard, groups, routing, silences }: Prepared,
  written: string,
  window: TimeWindow | null,
  writtenAt: Partial<TimeWindow> | null,
): Promise<{ run: SafeguardRun; links: string[] }> {
  const { alert, intervalMs } = safeguard;
  const store = new SeriesStore();
  let startMs = 0;
  let fromMs = 0;
  let untilMs = 0;
  if (written !== '') {
    loadSeries(store, intervalMs, parseSeriesLines(written));
    untilMs = Math.max(0, ...store.all().map(({ times }) => times.at(-1) ?? 0));
  } else if (window) {
    fromMs = Date.parse(window.from);
    untilMs = Date.parse(window.until);
    startMs = fromMs - leadMs;
    await loadEvidence(ctx, incident, store, { from: new Date(startMs), until: new Date(untilMs) });
  }
  const count = Math.floor((untilMs - startMs) / intervalMs) + 1;
  const series = store.all().length;
  const counts = groups.map(
    (group) => toGroupSteps(group, { startMs, stepMs: intervalMs, count }).count,
  );
  refuseLong(Math.max(count, ...counts) * Math.max(1, series));
  const drills = drillAlerts({
    groups,
    store,
    steps: { startMs, stepMs: intervalMs, count },
    routing,
    silences,
    dateMs: written === '' ? 0 : writtenAt?.from === undefined ? null : Date.parse(writtenAt.from),
  });
  const drill = drills.find(({ name }) => name === alert) ?? drills[0];
  const failed = drills.find(({ verdict }) => verdict === 'error' || verdict === 'unsupported');
  const firings = (drill?.firings ?? []).filter(({ endMs }) => endMs === null || endMs > fromMs);
  // A rule that can't be evaluated may be one that the alert reads: then silence proves nothing.
  const gap = written === '' ? describeGap(store, fromMs, untilMs) : '';
  const own = drill?.verdict ?? 'error';
  const isSilent = own === 'silent' || own === 'pending';
  const verdict = failed?.verdict ?? (gap !== '' && isSilent ? 'error' : own);
  const run: SafeguardRun = {
    source: written === '' ? 'evidence' : 'written',
    from: written === '' ? (window?.from ?? null) : null,
    until: written === '' ? (window?.until ?? null) : null,
    series,
    // An alert that ended before the window does not count.
    verdict: verdict === 'fires' || verdict === 'pending' ? judgeFirings(firings) : verdict,
    why: failed?.why ?? (verdict === 'error' ? gap : ''),
    missing: drill?.missing ?? [],
    firings: firings.slice(0, mostFirings).map((firing) => toFiring(firing, fromMs)),
  };
  const links = firings.flatMap(({ annotations }) => annotations[runbookAnnotation] ?? []);
  return { run, links };
}

/** The runbook of a rule, if it is the same for all its alerts. */
function findRunbook(groups: readonly RuleGroup[], alert: string): string[] {
  const rules = groups.flatMap((group) => group.rules);
  const rule = rules.find(({ kind, name }) => kind === 'alert' && name === alert);
  const url = rule?.kind === 'alert' ? rule.annotations[runbookAnnotation] : undefined;
  return url === undefined || url.includes('{{') ? [] : [url];
}

/** Why measurements are too few for silence to prove something; empty if they are enough. */
function describeGap(store: SeriesStore, fromMs: number, untilMs: number): string {
  const times = store.all().flatMap((series) => series.times.filter((at) => at >= fromMs));
  if (times.length === 0) return '';
  const first = times.reduce((least, at) => Math.min(least, at));
  const last = times.reduce((most, at) => Math.max(most, at));
  if (last - first >= (untilMs - fromMs) * leastShare) return '';
  return `the measurements cover ${durationText(last - first)} of ${durationText(untilMs - fromMs)}`;
}

function judgeFirings(firings: readonly Firing[]): SafeguardRun['verdict'] {
  if (firings.some(({ firingMs }) => firingMs !== null)) return 'fires';
  return firings.length > 0 ? 'pending' : 'silent';
}

function toFiring(
  { labelsText, pendingMs, firingMs, endMs, receivers, mutedReceivers, mutedBy }: Firing,
  fromMs: number,
): SafeguardRun['firings'][number] {
  return {
    labels: labelsText,
    pendingMs: pendingMs - fromMs,
    firingMs: firingMs === null ? null : firingMs - fromMs,
    endMs: endMs === null ? null : endMs - fromMs,
    receivers,
    mutedReceivers,
    mutedBy: mutedBy ?? '',
  };
}

async function loadEvidence(
  ctx: Context,
  incident: IncidentRow,
  store: SeriesStore,
  range: { from: Date; until: Date },
): Promise<void> {
  const count = await countMetricSamples(ctx, incident.id, range);
  if (count > mostSamples)
    throw new DomainError(
      'invalid',
      `The window has ${count} measurements. Select a shorter one: at most ${mostSamples} are read.`,
    );
  const samples = await loadMetricSamples(ctx, incident.id, { ...range, limit: mostSamples });
  addSamples(store, samples.toReversed());
}

function refuseLong(values: number): void {
  if (values > mostValues)
    throw new DomainError(
      'invalid',
      'The window is too long for this interval. Select a shorter window or a longer interval.',
    );
}

/** From the start of the impact, else detection, to the end; without milestones, that of the record. */
async function findTimes(ctx: Context, incident: IncidentRow): Promise<Partial<TimeWindow>> {
  const { milestones } = await loadMilestones(ctx, incident);
  const at = (kind: string) => milestones.find((one) => one.kind === kind)?.at;
  const extent = (await recordExtents(ctx, [incident.id])).get(incident.id);
  const from = at('impact-started') ?? at('detected') ?? extent?.firstAt?.toISOString();
  const until = at('resolved') ?? at('mitigated') ?? extent?.lastAt?.toISOString();
  return { ...(from !== undefined && { from }), ...(until !== undefined && { until }) };
}

async function findIncidentWindow(ctx: Context, incident: IncidentRow): Promise<TimeWindow> {
  const { from, until } = await findTimes(ctx, incident);
  if (from === undefined || until === undefined || Date.parse(from) >= Date.parse(until))
    throw new DomainError(
      'invalid',
      "It isn't known when the incident started and ended. Select the window, or set the milestones.",
      { issues: [{ at: 'incidentWindow', message: 'Select when the incident was' }] },
    );
  return { from, until };
}

function findHealthyWindow({ from, until }: TimeWindow): TimeWindow {
  const length = Math.max(dayMs, Date.parse(until) - Date.parse(from));
  const end = Date.parse(from) - dayMs;
  return { from: new Date(end - length).toISOString(), until: new Date(end).toISOString() };
}
