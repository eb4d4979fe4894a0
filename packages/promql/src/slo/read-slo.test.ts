import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSlo, readSloFiles } from './read-slo.ts';
import { isFields, textIn, type Json } from './shapes.ts';

// Files of OpenSLO and of its tools; NOTES.md there says what is right.
const data = fileURLToPath(new URL('../../../../../shared/data/slo/', import.meta.url));
const hasData = existsSync(data);
if (!hasData) process.stderr.write(`The samples of OpenSLO are skipped: there is no ${data}.\n`);

const readShared = (path: string) => readSlo(path, readFileSync(join(data, path), 'utf8'));
const filesIn = (pattern: string) => globSync(pattern, { cwd: data }).toSorted();
const lines = ({ problems }: ReturnType<typeof readSlo>) =>
  problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);

const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout }
spec:
  service: shop
  indicatorRef: checkout-good
  timeWindow: [{ duration: 4w, isRolling: true }]
  budgetingMethod: Occurrences
  objectives:
    - target: 0.99
`;
const sli = `apiVersion: openslo/v1
kind: SLI
metadata: { name: checkout-good }
spec:
  ratioMetric:
    counter: true
    good: { metricSource: { metricSourceRef: prod, spec: { query: sum(good) } } }
    total: { metricSource: { type: Prometheus, spec: { query: sum(total) } } }
`;
const source = `apiVersion: openslo/v1
kind: DataSource
metadata: { name: prod }
spec: { type: Prometheus, connectionDetails: [] }
`;

test('references are resolved in all files; the type of a source can be in another object', () => {
  const { slos, problems, objects } = readSloFiles([
    { name: 'slo.yml', text: `${slo}---\n${source}` },
    { name: 'sli.yml', text: sli },
  ]);
  expect(problems).toEqual([]);
  expect(objects).toHaveLength(3);
  expect(slos).toMatchObject([
    {
      name: 'checkout',
      service: 'shop',
      window: { count: 4, unit: 'w', calendar: null },
      objectives: [
        {
          target: 0.99,
          indicator: {
            kind: 'ratio',
            isCounter: true,
            part: 'good',
            metric: { source: 'Prometheus', query: 'sum(good)' },
          },
        },
      ],
    },
  ]);
});

test('a calendar has a day and a time zone that exist', () => {
  const calendar = (start: string, zone: string) =>
    `{ duration: 1M, isRolling: false, calendar: { startTime: "${start}", timeZone: ${zone} } }`;
  const read = (start: string, zone: string) =>
    lines(readSlo('a.yml', `${slo.replace(/\{ duration.*\}/, calendar(start, zone))}---\n${sli}`));
  expect(read('2024-02-29 00:00:00', 'America/New_York')).toEqual([]);
  expect(read('2022-02-31 00:00:00', 'Mars/Base')).toEqual([
    '7 spec.timeWindow[0].calendar.timeZone: unknown time zone "Mars/Base"',
    '7 spec.timeWindow[0].calendar.startTime: there is no 2022-02-31',
  ]);
});

test('a name that two objects have is not a reference', () => {
  expect(lines(readSlo('a.yml', `${slo}---\n${sli}---\n${sli}`))).toEqual([
    '6 spec.indicatorRef: 2 objects are the SLI "checkout-good"',
  ]);
});

test('each problem has its line', () => {
  const wrong = `${slo}---\n${sli}`
    .replace('target: 0.99', 'target: 1\n      op: gt\n      goal: 3')
    .replace('4w', '4 weeks')
    .replace('isRolling: true', 'isRolling: "yes"')
    .replace('Occurrences', 'Timeslices');
  expect(lines(readSlo('a.yml', wrong))).toEqual([
    '7 spec.timeWindow[0].duration: "4 weeks" is not a duration such as 5m, 1h, 4w or 1M (m, h, d, w, M, Q, Y)',
    '7 spec.timeWindow[0].isRolling: expected true or false',
    '7 spec.timeWindow[0]: a window that is not rolling needs a calendar',
    '10 spec.objectives[0].target: expected at least 0 and less than 1',
    '10 spec.objectives[0].timeSliceTarget: "timeSliceTarget" is missing: the budget is spent by time slices',
    '10 spec.objectives[0].timeSliceWindow: "timeSliceWindow" is missing: the budget is spent by time slices',
    '11 spec.objectives[0].op: "op" is forbidden with a ratio metric',
    '12 spec.objectives[0].goal: unknown field "goal"',
  ]);
});

test('a threshold metric needs its operator and value, and one indicator is expected', () => {
  const threshold = sli.replace(
    /ratioMetric:[^]*$/,
    'thresholdMetric: { metricSource: { type: Prometheus, spec: { query: lag } } }\n',
  );
  expect(lines(readSlo('a.yml', `${slo}---\n${threshold}`))).toEqual([
    '10 spec.objectives[0].op: "op" is missing: a threshold metric needs it',
    '10 spec.objectives[0].value: "value" is missing: a threshold metric needs it',
  ]);
  const none = slo.replace(/ {2}indicatorRef.*\n/, '');
  expect(lines(readSlo('a.yml', none))).toEqual([
    '4 spec: expected one of indicator, indicatorRef; found none',
  ]);
});

test.each([
  ['', '1 : the file is empty'],
  ['# nothing\n', '1 : the file is empty'],
  ['---\n...\n', '1 : there is no object in it'],
  ['- 1\n', '1 : expected an object with apiVersion and kind'],
  ['{"apiVersion":"openslo/v1",\n"kind":"Team"}', '2 kind: unknown kind "Team" of openslo/v1'],
  ['apiVersion: openslo/v3\nkind: SLO\n', '1 apiVersion: unknown apiVersion "openslo/v3"'],
  ['apiVersion: __proto__\nkind: SLO\n', '1 apiVersion: unknown apiVersion "__proto__"'],
])('%j is refused', (text, problem) => {
  expect(lines(readSlo('a.yml', text))).toEqual([problem]);
});

test('a file that is not YAML, or grows without end, is refused', () => {
  expect(lines(readSlo('a.yml', 'kind: SLO\na: [1\nb: 2'))[0]).toMatch(/^[23] /);
  const bomb = ['a0: &a0 [x, x]'];
  for (let level = 1; level < 30; level += 1)
    bomb.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
  expect(lines(readSlo('a.yml', bomb.join('\n')))).toEqual([
    expect.stringContaining('alias') as string,
  ]);
});

describe.skipIf(!hasData)('the samples of OpenSLO', () => {
  const loaded = hasData
    ? [
        ...filesIn('openslo-go-sdk/v1*/examples/*.yaml'),
        ...filesIn('openslo-go-sdk/test_data/{decode,encode}/*'),
        ...filesIn('openslo-spec-examples/*/*.yaml'),
      ].filter((path) => !path.includes('v2alpha'))
    : [];

  test('all samples are read', () => {
    expect(loaded.length).toBeGreaterThanOrEqual(20);
    for (const path of loaded) {
      const { objects, problems } = readShared(path);
      expect(objects.length, path).toBeGreaterThan(0);
      expect(
        problems.filter(({ kind }) => kind === 'unreadable'),
        path,
      ).toEqual([]);
    }
  });

  test('v2alpha is said to be unsupported', () => {
    const files = filesIn('openslo-go-sdk/**/*.yaml').filter((path) => path.includes('v2alpha'));
    expect(files.length).toBeGreaterThan(5);
    for (const path of files) {
      const kinds = readShared(path).problems.map(({ kind }) => kind);
      expect([...new Set(kinds)], path).toEqual(['unsupported']);
    }
  });

  test('YAML and JSON of one SLO are one object', () => {
    const [yaml, json] = ['yaml', 'json'].map((ending) =>
      readShared(`openslo-go-sdk/test_data/encode/v1_slo.${ending}`).objects.map(
        ({ value }) => value,
      ),
    );
    expect(yaml).toEqual(json);
  });

  test.each(['v1_slo', 'v1_alert_policies_keep_refs', 'v1_alert_policies_remove_refs'])(
    'the references of %s are resolved as the SDK does',
    (name) => {
      const { resolved } = readShared(`openslo-go-sdk/test_data/inline/inputs/${name}.yaml`);
      const output = join(data, `openslo-go-sdk/test_data/inline/outputs/${name}.yaml`);
      const expected = parse(readFileSync(output, 'utf8')) as Json[];
      expect(expected.length).toBeGreaterThan(0);
      for (const one of expected)
        expect(
          resolved.find((other) => keyIn(other) === keyIn(one)),
          keyIn(one),
        ).toEqual(one);
    },
  );

  test.each([
    [
      'v1_alert_policies_invalid_target',
      'spec.notificationTargets[1].targetRef',
      'devs-email-notification',
    ],
    ['v1_alert_policies_invalid_condition', 'spec.conditions[0].conditionRef', 'cpu-usage-breach'],
    ['v1_slo_invalid_sli', 'spec.indicatorRef', 'no-sli'],
    [
      'v1_slo_invalid_target',
      'spec.alertPolicies[0].spec.notificationTargets[1].targetRef',
      'devs-email-notification',
    ],
    ['v1_slo_invalid_policy', 'spec.alertPolicies[0].alertPolicyRef', 'no-policy'],
  ])('%s names the missing reference', (name, path, missing) => {
    const file = `openslo-go-sdk/test_data/inline/inputs/${name}.yaml`;
    const [problem, ...others] = readShared(file).problems.filter(
      ({ kind }) => kind === 'reference',
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ path });
    expect(problem?.message).toContain(`"${missing}"`);
    const line = readFileSync(join(data, file), 'utf8').split('\n')[(problem?.line ?? 0) - 1];
    expect(line).toContain(missing);
  });

  test('the invalid samples are refused with the line and path of the official tool', () => {
    const problems = filesIn('openslo-oslo/inputs/validate/**/*.yaml').flatMap((file) =>
      readShared(file).problems.map(
        ({ line, object, path }) => `${file.split('validate/')[1]}:${line} ${object} ${path}`,
      ),
    );
    expect(problems).toEqual([
      'invalid-apiversion.yaml:1 Service my-rad-service apiVersion',
      'mix/1.yaml:4 Service example service metadata.name',
      'mix/2.yaml:4 Service example service metadata.name',
      'mix/3.yaml:1 Service example service apiVersion',
      'recursive/1.yaml:4 Service example service metadata.name',
      'recursive/nested/2.yaml:1 Service example service apiVersion',
      'recursive/nested/nested2/nested3/3.yaml:1 Service example service apiVersion',
      'unknown-field.yaml:4 Service my-rad service metadata.name',
      'unknown-field.yaml:6 Service my-rad service spec.markdown',
      'v1.yaml:40 SLO web-availability spec.objectives[0].op',
      'v1.yaml:59 Service example service metadata.name',
      'v1alpha.yaml:4 Service my-rad service metadata.name',
      'v1alpha.yaml:22 SLO ratio spec.objectives[0].value',
      'v1alpha.yaml:22 SLO ratio spec.objectives[0].timeSliceTarget',
      'v2alpha.yaml:1 SLO web-availability apiVersion',
      'v2alpha.yaml:38 Service example-service apiVersion',
      'v2alpha.yaml:47 Service example service apiVersion',
    ]);
  });
});

function keyIn(value: Json): string {
  return isFields(value) ? `${textIn(value, 'kind')} ${textIn(value, 'metadata', 'name')}` : '';
}
