import { describe, expect, test } from 'vitest';
import { drillAlerts } from './drill.ts';
import { QueryError } from './errors.ts';
import { goFormat } from './go-format.ts';
import { parseQuery } from './parse-query.ts';
import { parseMatchers, parseRouting } from './alert-routes.ts';
import { parseRuleFile } from './rule-file.ts';
import { SeriesStore } from './select.ts';
import { loadSeries, parseValues } from './series-notation.ts';
import { expandTemplate } from './template.ts';
import { runUnitTests } from './unit-test.ts';

const rules = `
groups:
  - name: orders
    rules:
      - record: job:errors:rate1m
        expr: sum by (job) (rate(errors_total[1m]))
      - alert: ManyErrors
        expr: job:errors:rate1m > 1
        for: 2m
        keep_firing_for: 2m
        labels: { severity: page }
        annotations: { summary: '{{ $labels.job }}: {{ $value | humanize }} errors per second' }
`;

function runTests(tests: string) {
  return runUnitTests(`rule_files: [rules.yml]\ntests:\n${tests}`, (name) => [
    { name, text: rules },
  ]);
}

const series = `
  - name: errors
    input_series: [{ series: 'errors_total{job="api"}', values: '0x3 0+120x5 600x20' }]
`;

describe('unit tests', () => {
  test('an alert is pending, fires, is kept, and ends', () => {
    const exp = `exp_alerts: [{ exp_labels: { job: api, severity: page }, exp_annotations: { summary: 'api: 2 errors per second' } }]`;
    expect(
      runTests(`${series}
    alert_rule_test:
      - { eval_time: 6m, alertname: ManyErrors }
      - { eval_time: 8m, alertname: ManyErrors, ${exp} }
      - { eval_time: 11m, alertname: ManyErrors, ${exp} }
      - { eval_time: 12m, alertname: ManyErrors }
`),
    ).toMatchObject({ verdict: 'passed', problem: null });
  });

  test('what differs is said, with both sides', () => {
    const report = runTests(`${series}
    promql_expr_test:
      - { expr: errors_total, eval_time: 5m, exp_samples: [{ labels: 'errors_total{job="api"}', value: 7 }] }
`);
    expect(report.verdict).toBe('failed');
    expect(report.cases[0]?.why).toBe(
      'expected samples: errors_total{job="api"} 7. Found: errors_total{job="api"} 120',
    );
  });

  test('what cannot be evaluated is not supported, never passed', () => {
    const report = runTests(`${series}
    promql_expr_test: [{ expr: 'mad_over_time(errors_total[5m])', eval_time: 5m }]
`);
    expect(report.verdict).toBe('unsupported');
    expect(report.cases[0]?.why).toContain('mad_over_time');
  });

  test.each([
    ['a field that is not known', '  - nmae: x\n', 'field nmae not found'],
    ['YAML that is not', '  - [', 'line 3'],
    ['aliases that multiply', `  - &a [x, x]\n  - [*a, *a]\n  - name`, 'expected fields'],
    ['an alert without a name', '  - alert_rule_test: [{ eval_time: 1m }]\n', 'alertname'],
  ])('%s is refused', (_, tests, message) => {
    const report = runTests(tests);
    expect(report.verdict).toBe('failed');
    expect(report.problem).toContain(message);
  });
});

describe('queries', () => {
  test.each([
    ['rate(a)', 'expected type matrix'],
    ['a + ', 'unexpected end'],
    ['1 > 2', 'BOOL'],
    ['{job=~".*"}', 'non-empty matcher'],
    ['a and 1', 'set operator'],
    ['sum(a, b)', 'wrong number of arguments'],
    ['a{b=~"("}', 'error parsing regexp'],
    ['foo(a)', 'unknown function'],
    ['a[5m] + 1', 'scalar and instant vector'],
    ['a + b[5m:1m]', 'scalar and instant vector'],
    ['a offset 5m offset 1m', 'multiple times'],
    ['a[0s]', 'greater than 0'],
  ])('%s is refused', (query, message) => {
    expect(() => parseQuery(query)).toThrow(message);
  });

  test('nesting has a limit', () => {
    const deep = `${'('.repeat(5_000)}a${')'.repeat(5_000)}`;
    expect(() => parseQuery(deep)).toThrow(QueryError);
    expect(() => parseQuery('-a'.padStart(1_000, '-'))).toThrow('more than 200 levels');
  });

  test('written values are read as Prometheus reads them', () => {
    expect(parseValues('1 _ stale -2x2 1+1x2 1-0.5x1 0x2')).toEqual([
      1,
      null,
      'stale',
      -2,
      -2,
      -2,
      1,
      2,
      3,
      1,
      0.5,
      0,
      0,
      0,
    ]);
    expect(() => parseValues('1x99999999999')).toThrow('values in one series');
  });
});

test('numbers are written as Go writes them, with a half rounded to even', () => {
  const cases: [string, number, string][] = [
    ['%.2f', 2.345, '2.35'],
    ['%.0f', 2.5, '2'],
    ['%.0f', 3.5, '4'],
    ['%.1f', 0.25, '0.2'],
    ['%.2f', 99.999, '100.00'],
    ['%.2f', -0.001, '-0.00'],
    ['%.4g', 1_562.5, '1562'],
    ['%.4g', 1_234_567, '1.235e+06'],
    ['%.4g', 0.000_012_34, '1.234e-05'],
    ['%d', 3, '%!d(float64=3)'],
  ];
  for (const [format, value, text] of cases) expect(goFormat(format, [value])).toBe(text);
});

test('templates have conditions, ranges, pipes and functions', () => {
  const expand = (text: string) =>
    expandTemplate(
      text,
      {
        labels: { job: 'api', host: 'a.example:90' },
        externalLabels: { region: 'eu' },
        value: 0.1234,
      },
      () => [{ Labels: { job: 'web' }, Value: 7 }],
    );
  const cases: [string, string][] = [
    ['{{ $labels.job }} {{ .Labels.job }} {{ $externalLabels.region }}', 'api api eu'],
    ['{{ if eq $labels.job "web" }}w{{ else if eq $labels.job "api" }}a{{ else }}-{{ end }}', 'a'],
    ['{{ with $labels.missing -}} x {{- end }}none', 'none'],
    [
      '{{ range $i, $s := query "up" }}{{ $i }}{{ $s.Labels.job }}={{ $s | value }}{{ end }}',
      '0web=7',
    ],
    ['{{ (query "up" | first).Value | humanizeDuration }}', '7s'],
    ['{{ $value | humanizePercentage }} {{ printf "%.1f" $value }}', '12.34% 0.1'],
    ['{{ $labels.host | stripPort | toUpper }}', 'A.EXAMPLE'],
    ['{{ $labels }}', 'map[host:a.example:90 job:api]'],
    ['{{ $x := "a}}b" }}{{ $x }}{{/* not shown */}}', 'a}}b'],
    [
      '{{ 90061 | humanizeDuration }} {{ humanize 1234567.0 }} {{ humanize1024 2048.0 }}',
      '1d 1h 1m 1s 1.235M 2ki',
    ],
  ];
  for (const [text, expanded] of cases) expect(expand(text), text).toBe(expanded);
  expect(expand('{{ nothing }}')).toContain('error expanding template');
  expect(expand('{{ if }}')).toContain('error expanding template');
  expect(() => expand('{{ graphLink "up" }}')).toThrow('graphLink');
});

describe('a drill', () => {
  const routing = `
route:
  receiver: default
  routes:
    - matchers: ['severity="page"']
      receiver: pager
      continue: true
    - matchers: ['job=~"api|web"']
      receiver: team
receivers: [{ name: default }, { name: pager }, { name: team }]
inhibit_rules:
  - source_matchers: ['alertname="Outage"']
    target_matchers: ['severity="page"']
    equal: [job]
`;

  function drill(values: string, more = '', silences: string[] = []) {
    const store = new SeriesStore();
    loadSeries(store, 60_000, [{ series: 'errors_total{job="api"}', values }]);
    return drillAlerts({
      groups: parseRuleFile('rules.yml', rules + more),
      store,
      steps: { startMs: 0, stepMs: 60_000, count: 20 },
      routing: parseRouting(routing),
      silences: silences.map((text) => ({
        matchers: parseMatchers(text),
        startMs: 0,
        endMs: 3_600_000,
        comment: 'Migration',
      })),
    });
  }

  test('says when an alert fires, and who gets it', () => {
    const [result] = drill('0x3 0+120x5 600x20');
    expect(result).toMatchObject({ name: 'ManyErrors', verdict: 'fires', missing: [] });
    expect(result?.firings).toEqual([
      expect.objectContaining({
        pendingMs: 300_000,
        firingMs: 420_000,
        endMs: 720_000,
        receivers: ['pager', 'team'],
        mutedBy: null,
      }),
    ]);
  });

  test('a condition that ends early is pending, one that is never true silent', () => {
    expect(drill('0 0 0 120 240 240x20')[0]?.verdict).toBe('pending');
    expect(drill('0x20')[0]?.verdict).toBe('silent');
  });

  test('a rule whose series are not there cannot fire', () => {
    const renamed = `      - { alert: Renamed, expr: 'error_count{job="api"} > 1' }\n`;
    const result = drill('0x20', renamed).find(({ name }) => name === 'Renamed');
    expect(result).toMatchObject({ verdict: 'no-series', missing: ['error_count{job="api"}'] });
  });

  test('another alert inhibits it, and a silence mutes it', () => {
    const outage = `      - { alert: Outage, expr: 'errors_total > 200' }\n`;
    const values = '0x3 0+120x5 600x20';
    expect(drill(values, outage)[0]?.firings[0]?.mutedBy).toContain('inhibited by');
    expect(drill(values, '', ['job="api"'])[0]?.firings[0]?.mutedBy).toBe(
      'silenced until 1970-01-01 01:00 UTC (Migration)',
    );
    expect(drill(values, '', ['job="web"'])[0]?.firings[0]?.mutedBy).toBeNull();
  });

  test('a rule that reads what it records is evaluated step by step', () => {
    const store = new SeriesStore();
    const groups = parseRuleFile(
      'r.yml',
      `groups: [{ name: g, rules: [{ record: n, expr: 'n + 1 or vector(1)' }, { alert: Many, expr: 'n >= 3' }] }]`,
    );
    const [many] = drillAlerts({ groups, store, steps: { startMs: 0, stepMs: 60_000, count: 6 } });
    expect(many?.firings[0]?.firingMs).toBe(120_000);
  });

  test('a group is evaluated in its own interval, else in that of the drill', () => {
    const store = new SeriesStore();
    loadSeries(store, 15_000, [{ series: 'up{job="api"}', values: '1x3 0x2 1x60' }]);
    const drillIn = (interval: string) =>
      drillAlerts({
        groups: parseRuleFile(
          'r.yml',
          `groups: [{ name: g, ${interval} rules: [{ alert: Down, expr: 'up == 0' }] }]`,
        ),
        store,
        steps: { startMs: 0, stepMs: 300_000, count: 4 },
      })[0];
    // It was down from 1:00 to 1:45.
    expect(drillIn('interval: 15s,')?.firings).toMatchObject([
      { firingMs: 60_000, endMs: 105_000 },
    ]);
    expect(drillIn('interval: 0s,')?.verdict).toBe('silent');
    expect(drillIn('')?.verdict).toBe('silent');
  });

  test('what is rightly absent is not missing', () => {
    const store = new SeriesStore();
    loadSeries(store, 60_000, [{ series: 'errors{job="api"}', values: '0x20' }]);
    const drillFor = (expr: string) =>
      drillAlerts({
        groups: parseRuleFile(
          'r.yml',
          `groups: [{ name: g, rules: [{ alert: A, expr: '${expr}' }] }]`,
        ),
        store,
        steps: { startMs: 0, stepMs: 60_000, count: 10 },
      })[0];
    expect(drillFor('errors > 1 unless on (job) maintenance')).toMatchObject({
      verdict: 'silent',
      missing: [],
    });
    expect(drillFor('absent(errors)')?.verdict).toBe('silent');
    expect(drillFor('absent(heartbeat)')).toMatchObject({ verdict: 'fires', missing: [] });
    expect(drillFor('failures > 1 unless errors')).toMatchObject({
      verdict: 'no-series',
      missing: ['failures'],
    });
    expect(drillFor('errors > 1 and failures')?.missing).toEqual(['failures']);
  });
});
