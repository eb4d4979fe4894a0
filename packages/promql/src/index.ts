export { keepRoutes, parseLabels, parseRouting, type Routing } from './alert-routes.ts';
export { drillAlerts, toGroupSteps, type Firing } from './drill.ts';
export { QueryError } from './errors.ts';
export { parseRuleFile, type AlertRule, type RuleGroup } from './rule-file.ts';
export { loadPrometheusJson } from './prometheus-json.ts';
export { SeriesStore } from './select.ts';
export { keepSilences, parseSilences, type Silence } from './silences.ts';
export { loadSeries, parseSeriesLines } from './series-notation.ts';
export { listRuleFiles, runUnitTests, type TestCase, type TestReport } from './unit-test.ts';
export { parseDuration } from './duration.ts';
export {
  evaluateSlo,
  readSloFiles,
  type Burn,
  type ObjectiveReport,
  type SloFiles,
} from './slo/index.ts';
