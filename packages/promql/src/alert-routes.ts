import { stringify } from 'yaml';
import { parseDuration } from './duration.ts';
import { QueryError } from './errors.ts';
import type { Labels } from './labels.ts';
import { fieldsIn, listIn, readYaml, textIn, textsIn, type Yaml } from './read-yaml.ts';
import { compileRegex, matchesText } from './select.ts';
import type { Matcher } from './syntax.ts';
import { containsTime, parseTimeIntervals, type TimeIntervals } from './time-intervals.ts';

/** A node of the routing tree of Alertmanager, with what it inherits. */
export interface Route {
  receiver: string;
  matchers: Matcher[];
  /** Whether the next siblings are tried as well. */
  continues: boolean;
  groupBy: string[];
  groupWaitMs: number;
  /** Names of time intervals in which it is muted. */
  muteTimes: string[];
  /** Names of time intervals outside of which it is muted. None: always active. */
  activeTimes: string[];
  routes: Route[];
}

interface Inhibition {
  source: Matcher[];
  target: Matcher[];
  equal: string[];
}

/** Who gets an alert from Alertmanager. Receivers themselves are not read. */
export interface Routing {
  root: Route;
  receivers: string[];
  inhibitions: Inhibition[];
  times: TimeIntervals;
}

const configFields = new Set([
  'global',
  'templates',
  'route',
  'inhibit_rules',
  'receivers',
  'mute_time_intervals',
  'time_intervals',
  'tracing',
]);
const routeFields = new Set([
  'receiver',
  'group_by',
  'match',
  'match_re',
  'matchers',
  'mute_time_intervals',
  'active_time_intervals',
  'continue',
  'routes',
  'group_wait',
  'group_interval',
  'repeat_interval',
]);
const inhibitionFields = new Set([
  'name',
  'sources',
  'source_match',
  'source_match_re',
  'source_matchers',
  'target_match',
  'target_match_re',
  'target_matchers',
  'equal',
]);

const defaultWaitMs = 30_000;

/** Reads the routing of an Alertmanager configuration. Errors: `syntax`, `unsupported`. */
export function parseRouting(text: string): Routing {
  const fields = fieldsIn(readYaml(text), 'the configuration', configFields);
  const receivers = listIn(fields.receivers, 'receivers').map((one) => {
    const name = isFields(one) ? textIn(one.name, 'receivers') : '';
    if (name === '') throw new QueryError('syntax', 'a receiver has no name');
    return name;
  });
  const twice = receivers.find((name, index) => receivers.indexOf(name) !== index);
  if (twice !== undefined)
    throw new QueryError('syntax', `notification config name "${twice}" is not unique`);
  if (!fields.route) throw new QueryError('syntax', 'no routes provided');
  const root = parseRoute(fields.route, null, receivers);
  if (root.matchers.length > 0)
    throw new QueryError('syntax', 'root route must not have any matchers');
  if (root.continues) throw new QueryError('syntax', 'cannot have continue in root route');
  if (root.muteTimes.length + root.activeTimes.length > 0)
    throw new QueryError('syntax', 'root route must not have any time intervals');
  const times = parseTimeIntervals(fields.time_intervals, fields.mute_time_intervals);
  refuseUnknownTimes(root, times);
  return {
    root,
    receivers,
    inhibitions: listIn(fields.inhibit_rules, 'inhibit_rules').map(parseInhibition),
    times,
  };
}

function refuseUnknownTimes(route: Route, times: TimeIntervals): void {
  const unknown = [...route.muteTimes, ...route.activeTimes].find((name) => !times.has(name));
  if (unknown !== undefined)
    throw new QueryError('syntax', `undefined time interval "${unknown}" used in route`);
  for (const child of route.routes) refuseUnknownTimes(child, times);
}

/** Why a route sends nothing at a time, and null if it sends. */
export function findMute({ times }: Routing, route: Route, atMs: number): string | null {
  const isIn = (name: string) => containsTime(times.get(name) ?? [], atMs);
  if (route.activeTimes.length > 0 && !route.activeTimes.some(isIn))
    return `muted outside of the time interval ${route.activeTimes.join(', ')}`;
  const mute = route.muteTimes.find(isIn);
  return mute === undefined ? null : `muted by the time interval ${mute}`;
}

/**
 * The part of a configuration that says who gets an alert, without the settings of receivers, which
 * contain secrets. Errors: as `parseRouting`.
 */
export function keepRoutes(text: string): string {
  const { receivers } = parseRouting(text);
  const fields = fieldsIn(readYaml(text), 'the configuration', configFields);
  const kept = ['route', 'inhibit_rules', 'time_intervals', 'mute_time_intervals'];
  return stringify(
    {
      ...Object.fromEntries(Object.entries(fields).filter(([name]) => kept.includes(name))),
      receivers: receivers.map((name) => ({ name })),
    },
    { schema: 'failsafe' },
  );
}

function isFields(value: Yaml): value is { readonly [name: string]: Yaml } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseRoute(written: Yaml, parent: Route | null, receivers: readonly string[]): Route {
  const fields = fieldsIn(written, 'a route', routeFields);
  const receiver = textIn(fields.receiver, 'receiver') || (parent?.receiver ?? '');
  if (receiver === '') throw new QueryError('syntax', 'root route must specify a default receiver');
  if (!receivers.includes(receiver))
    throw new QueryError('syntax', `undefined receiver "${receiver}" used in route`);
  const texts = (value: Yaml | undefined) =>
    listIn(value, 'a route').map((one) => textIn(one, 'a route'));
  const wait = textIn(fields.group_wait, 'group_wait');
  const route: Route = {
    receiver,
    matchers: readMatchers(fields.match, fields.match_re, fields.matchers),
    continues: textIn(fields.continue, 'continue') === 'true',
    groupBy: fields.group_by === undefined ? (parent?.groupBy ?? []) : texts(fields.group_by),
    groupWaitMs: wait === '' ? (parent?.groupWaitMs ?? defaultWaitMs) : parseDuration(wait),
    muteTimes: texts(fields.mute_time_intervals),
    activeTimes: texts(fields.active_time_intervals),
    routes: [],
  };
  route.routes = listIn(fields.routes, 'routes').map((one) => parseRoute(one, route, receivers));
  return route;
}

function parseInhibition(written: Yaml): Inhibition {
  const fields = fieldsIn(written, 'an inhibit rule', inhibitionFields);
  if (fields.sources !== undefined)
    throw new QueryError('unsupported', 'inhibit rules with several sources');
  return {
    source: readMatchers(fields.source_match, fields.source_match_re, fields.source_matchers),
    target: readMatchers(fields.target_match, fields.target_match_re, fields.target_matchers),
    equal: listIn(fields.equal, 'equal').map((one) => textIn(one, 'equal')),
  };
}

function readMatchers(
  equal: Yaml | undefined,
  regexes: Yaml | undefined,
  written: Yaml | undefined,
): Matcher[] {
  const matchers: Matcher[] = [
    ...Object.entries(textsIn(equal, 'match')).map(([name, value]): Matcher => ({
      name,
      operator: '=',
      value,
    })),
    ...Object.entries(textsIn(regexes, 'match_re')).map(([name, value]): Matcher => {
      if (value === '') throw new QueryError('syntax', `invalid regexp value for "${name}"`);
      return { name, operator: '=~', value };
    }),
    ...listIn(written, 'matchers').flatMap((one) => parseMatchers(textIn(one, 'matchers'))),
  ];
  for (const { operator, value } of matchers)
    if (operator === '=~' || operator === '!~') compileRegex(value);
  return matchers;
}

const oneMatcher =
  /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|!=|!~|=)\s*(?:"((?:\\.|[^"\\])*)"|([^",{}]*?))\s*(?:,|$)/s;

/** `foo="bar", severity=~"a|b"`, also in braces and without quotes. */
export function parseMatchers(text: string): Matcher[] {
  const matchers: Matcher[] = [];
  let rest = text
    .trim()
    .replace(/^\{([\s\S]*)\}$/, '$1')
    .trim();
  while (rest !== '') {
    const [all, name, operator, quoted, bare = ''] = oneMatcher.exec(rest) ?? [];
    if (
      all === undefined ||
      name === undefined ||
      (operator !== '=' && operator !== '!=' && operator !== '=~' && operator !== '!~')
    )
      throw new QueryError('syntax', `bad matcher format: ${text}`);
    const value =
      quoted === undefined ? bare : quoted.replaceAll(/\\(["\\])/g, '$1').replaceAll('\\n', '\n');
    matchers.push({ name, operator, value });
    rest = rest.slice(all.length).trim();
  }
  return matchers;
}

/** Labels as Prometheus writes them: `{alertname="Down", job="api"}`. */
export function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(parseMatchers(text).map(({ name, value }) => [name, value]));
}

function matchesAll(matchers: readonly Matcher[], labels: Labels): boolean {
  return matchers.every((matcher) => matchesText(matcher, labels[matcher.name] ?? ''));
}

/** The routes that an alert takes, in order. There is always one: the root. */
export function findRoutes(route: Route, labels: Labels): Route[] {
  if (!matchesAll(route.matchers, labels)) return [];
  const found: Route[] = [];
  for (const child of route.routes) {
    const matches = findRoutes(child, labels);
    found.push(...matches);
    if (matches.length > 0 && !child.continues) break;
  }
  return found.length > 0 ? found : [route];
}

/**
 * The alert that keeps another one from being sent, if there is one among those that fire. An alert
 * that matches both sides of a rule does not inhibit itself.
 */
export function findInhibitor(
  { inhibitions }: Routing,
  labels: Labels,
  firing: readonly Labels[],
): Labels | null {
  for (const { source, target, equal } of inhibitions) {
    if (!matchesAll(target, labels)) continue;
    const isBoth = matchesAll(source, labels);
    const inhibitor = firing.find(
      (other) =>
        matchesAll(source, other) &&
        !(isBoth && matchesAll(target, other)) &&
        equal.every((name) => (labels[name] ?? '') === (other[name] ?? '')),
    );
    if (inhibitor) return inhibitor;
  }
  return null;
}
