import type { Steps } from './columns.ts';
import { QueryError } from './errors.ts';
import { defaultSettings } from './evaluate.ts';
import { labelsText, metricName, type Labels } from './labels.ts';
import { findInhibitor, findMute, findRoutes, type Routing } from './alert-routes.ts';
import type { AlertRule, RuleGroup } from './rule-file.ts';
import { neededSelectors, RuleRun, type Episode } from './run-rules.ts';
import type { SeriesStore } from './select.ts';
import { findSilence, type Silence } from './silences.ts';
import type { Matcher } from './syntax.ts';

/** One time that an alert fired, or was about to. */
export interface Firing {
  labels: Labels;
  /** The labels as Prometheus writes them. */
  labelsText: string;
  annotations: Labels;
  pendingMs: number;
  /** Null: the condition ended before `for` was over. */
  firingMs: number | null;
  /** Null: still active at the end. */
  endMs: number | null;
  /** In the order of the routing tree, without those that are muted. */
  receivers: string[];
  /** Receivers that don't get it because of a time interval, each with the reason. */
  mutedReceivers: string[];
  /** Why no one gets it when it fires. */
  mutedBy: string | null;
}

/** What a rule does with the series of an incident. */
export interface RuleDrill {
  group: string;
  name: string;
  /** `silent`: its condition was never true. `no-series`: nothing that it reads is there. */
  verdict: 'fires' | 'pending' | 'silent' | 'no-series' | 'unsupported' | 'error';
  why: string;
  /** Selectors of the query that no series matches. */
  missing: string[];
  firings: Firing[];
}

export interface DrillInput {
  groups: readonly RuleGroup[];
  store: SeriesStore;
  /** Evaluation times of groups without an interval of their own, as of the first step. */
  steps: Steps;
  routing?: Routing | null;
  silences?: readonly Silence[];
  /**
   * What to add to the times of the series for their date. Null: it is not known, so neither time
   * intervals nor silences are evaluated.
   */
  dateMs?: number | null;
}

/** Replays series through alert rules: which would have fired, when, and who would have got it. */
export function drillAlerts({
  groups,
  store,
  steps,
  routing = null,
  silences = [],
  dateMs = 0,
}: DrillInput): RuleDrill[] {
  const settings = { ...defaultSettings, subqueryStepMs: steps.stepMs };
  const recorded = new Set(
    groups.flatMap(({ rules }) =>
      rules.flatMap(({ kind, name }) => (kind === 'record' ? [name] : [])),
    ),
  );
  const drills: RuleDrill[] = [];
  const runs: { run: RuleRun; drill: RuleDrill }[] = [];
  // One rule that cannot be evaluated must not keep the others from it.
  for (const group of groups) {
    const own = toGroupSteps(group, steps);
    for (const rule of group.rules) {
      const run = new RuleRun(store, [{ ...group, rules: [rule] }], settings);
      const missing = rule.kind === 'alert' ? findMissing(rule, store, recorded) : [];
      const drill: RuleDrill = {
        group: group.name,
        name: rule.name,
        verdict: 'silent',
        why: '',
        missing: missing.map(selectorText),
        firings: [],
      };
      try {
        run.run(own);
        if (rule.kind === 'alert') runs.push({ run, drill });
      } catch (error) {
        if (!(error instanceof QueryError)) throw error;
        drill.verdict = error.kind === 'unsupported' ? 'unsupported' : 'error';
        drill.why = error.message;
      }
      if (rule.kind === 'alert' || drill.verdict !== 'silent') drills.push(drill);
    }
  }
  const firing = runs.flatMap(({ run }) =>
    run.episodes.filter(({ firingMs }) => firingMs !== null),
  );
  for (const { run, drill } of runs) {
    drill.firings = run.episodes.map((episode) =>
      toFiring(run, episode, firing, { routing, silences, dateMs }),
    );
    drill.verdict = judge(drill);
  }
  return drills;
}

/** The same time range in the interval of a group. */
export function toGroupSteps(
  { intervalMs }: Pick<RuleGroup, 'intervalMs'>,
  { startMs, stepMs, count }: Steps,
): Steps {
  const own = intervalMs ?? 0;
  return own <= 0
    ? { startMs, stepMs, count }
    : { startMs, stepMs: own, count: Math.floor(((count - 1) * stepMs) / own) + 1 };
}

function judge({ firings, missing }: RuleDrill): RuleDrill['verdict'] {
  if (firings.some(({ firingMs }) => firingMs !== null)) return 'fires';
  if (firings.length > 0) return 'pending';
  return missing.length > 0 ? 'no-series' : 'silent';
}

function findMissing(
  rule: AlertRule,
  store: SeriesStore,
  recorded: ReadonlySet<string>,
): Matcher[][] {
  return neededSelectors(rule.expr)
    .map(({ matchers }) => [...matchers])
    .filter((matchers) => {
      const name = matchers.find((one) => one.name === metricName && one.operator === '=')?.value;
      return !(name !== undefined && recorded.has(name)) && store.select(matchers).length === 0;
    });
}

function selectorText(matchers: readonly Matcher[]): string {
  const name = matchers.find((one) => one.name === metricName && one.operator === '=')?.value ?? '';
  const rest = matchers
    .filter((one) => !(one.name === metricName && one.operator === '='))
    .map(({ name, operator, value }) => `${name}${operator}${JSON.stringify(value)}`);
  return rest.length === 0 ? name : `${name}{${rest.join(', ')}}`;
}

function toFiring(
  run: RuleRun,
  episode: Episode,
  firing: readonly Episode[],
  { routing, silences, dateMs }: Required<Pick<DrillInput, 'routing' | 'silences' | 'dateMs'>>,
): Firing {
  const { labels, activeMs, firingMs, endMs } = episode;
  const at = firingMs ?? activeMs;
  const others = firing
    .filter(
      (one) => one !== episode && (one.firingMs ?? Infinity) <= at && (one.endMs ?? Infinity) > at,
    )
    .map((one) => one.labels);
  const inhibitor = routing && findInhibitor(routing, labels, others);
  const routes = (routing ? findRoutes(routing.root, labels) : []).map((route) => ({
    receiver: route.receiver,
    // The first notification of a group is sent after its wait.
    mute:
      routing && dateMs !== null ? findMute(routing, route, at + route.groupWaitMs + dateMs) : null,
  }));
  const silence = dateMs === null ? null : findSilence(silences, labels, at + dateMs);
  const muted = routes.flatMap(({ receiver, mute }) =>
    mute === null ? [] : [`${receiver}: ${mute}`],
  );
  const receivers = routes.flatMap(({ receiver, mute }) => (mute === null ? [receiver] : []));
  const allMuted = muted.length > 0 && receivers.length === 0 ? muted.join('; ') : null;
  return {
    labels,
    labelsText: labelsText(labels),
    annotations: run.annotationsAt(episode, at),
    pendingMs: activeMs,
    firingMs,
    endMs,
    receivers,
    mutedReceivers: muted,
    mutedBy: inhibitor
      ? `inhibited by ${labelsText(inhibitor)}`
      : silence
        ? describeSilence(silence)
        : allMuted,
  };
}

function describeSilence({ endMs, comment }: Silence): string {
  const end = new Date(endMs).toISOString().slice(0, 16).replace('T', ' ');
  return `silenced until ${end} UTC${comment === '' ? '' : ` (${comment})`}`;
}
