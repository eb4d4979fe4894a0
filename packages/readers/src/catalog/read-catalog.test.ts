import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openUpload } from '../bytes/upload.ts';
import { scratch } from '../testing/test-support.ts';
import { appleEvents, appleLinks } from './apple-story.fixture.ts';
import type { CatalogFile } from './catalog-file.ts';
import { readCatalog } from './read-catalog.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

const read = async (text: string, name = 'catalog-info.yaml') =>
  readCatalog(await openUpload(await files.write(name, text), name));

function listLinks(file: CatalogFile): string[] {
  const names = new Map(file.entries.map(({ ref, name }) => [ref, name]));
  return file.links
    .map(({ from, to, kind }) => `${names.get(from) ?? ''} ${kind} ${names.get(to) ?? ''}`)
    .toSorted();
}
const values = (file: CatalogFile, name: string) =>
  Object.fromEntries(
    [...(file.entries.find((one) => one.name === name)?.values ?? [])].map(([field, { value }]) => [
      field,
      value,
    ]),
  );

describe('Backstage', () => {
  const component = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: Search-API
  title: Search
  description: |
    Answers queries.
  labels: { example.com/tier: 1 }
  annotations: { backstage.io/kubernetes-id: search-deploy }
  links:
    - { url: https://wiki.example/search, title: Runbook }
    - { url: https://grafana.example/d/1, title: Latency, type: dashboard }
    - { url: https://wiki.example/about, title: About }
    - { url: "javascript:alert(1)", title: Runbook }
spec:
  type: service
  lifecycle: production
  owner: group:default/discovery
  system: shop
  dependsOn: [resource:default/search-index, component:catalog]
  providesApis: [search-v1]
  consumesApis: [payments/orders]
`;
  const resource = `apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: search-index }
spec: { type: database, owner: user:ops/ada }
`;

  test('entities become services with fields and links; what is left out is listed', async () => {
    const group = 'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: discovery }\n';
    const file = await read(`# all\n---\n${component}---\n${resource}---\n${group}`);
    expect(file).toMatchObject({ format: 'backstage', isComplete: true, read: 3, rejected: 0 });
    expect(values(file, 'Search-API')).toEqual({
      kind: 'service',
      title: 'Search',
      description: 'Answers queries.',
      owner: 'discovery',
      tier: '1',
      runbooks: [{ title: 'Runbook', url: 'https://wiki.example/search' }],
      dashboards: [{ title: 'Latency', url: 'https://grafana.example/d/1' }],
      aliases: ['search-deploy'],
    });
    expect(values(file, 'resource:search-index')).toMatchObject({
      kind: 'resource',
      title: 'search-index',
      owner: 'ops/ada',
    });
    expect(listLinks(file)).toEqual([
      'Search-API calls api:payments/orders',
      'Search-API calls catalog',
      'Search-API calls resource:search-index',
      'api:search-v1 fronts Search-API',
    ]);
    expect(file.entries.filter((one) => !one.isDescribed).map(({ name }) => name)).toEqual([
      'catalog',
      'api:payments/orders',
      'api:search-v1',
    ]);
    expect(file.leftOut).toEqual([
      { what: 'links that are neither runbooks nor dashboards', count: 1 },
      { what: 'lifecycles', count: 1 },
      { what: 'systems of entities', count: 1 },
      { what: 'entities of the kind Group', count: 1 },
    ]);
  });

  // Shapes of public files, in words of our own.
  test('relations as text or object, $text, annotations with addresses, and other tools', async () => {
    const web = `apiVersion: backstage.io/v1alpha1
kind: component
metadata:
  name: \${{ values.name }}
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: web
  tags: [react, public]
  annotations:
    github.com/project-slug: shop/web
    example.com/runbook-url: https://wiki.example/web
    observability/dashboard-url: https://grafana.example/d/2
spec:
  type: website
  owner: team:front
  dependsOn: component:cart
  dependencyOf: [{ kind: Component, namespace: mobile, name: app }]
  consumesApis: [{ name: prices }, system:shop, 7]
...
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: prices, namespace: Default }
spec:
  type: openapi
  definition: { $text: ./openapi.yaml }
---
apiVersion: dapr.io/v1alpha1
kind: Component
metadata: { name: pubsub }
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: all }
spec: { targets: [./web/catalog-info.yaml] }
`;
    const file = await read(`\uFEFF# shop\r\n${web.replaceAll('\n', '\r\n')}`);
    expect(file).toMatchObject({ read: 5, rejected: 1 });
    expect(values(file, 'web')).toMatchObject({
      owner: 'front',
      runbooks: [{ title: null, url: 'https://wiki.example/web' }],
      dashboards: [{ title: null, url: 'https://grafana.example/d/2' }],
    });
    expect(listLinks(file)).toEqual([
      'mobile/app calls web',
      'web calls api:prices',
      'web calls cart',
    ]);
    expect(file.leftOut).toEqual([
      { what: 'annotations', count: 1 },
      { what: 'links to entities of the kind system', count: 1 },
      { what: 'lists of tags', count: 1 },
      { what: 'definitions of APIs', count: 1 },
      { what: 'objects of dapr.io/v1alpha1', count: 1 },
      { what: 'entities of the kind Location', count: 1 },
    ]);
    expect(file.problems).toEqual([
      { place: 'line 1', reason: 'The entity has no name.' },
      { place: 'line 6', reason: "consumesApis of web names something that isn't an entity." },
    ]);
  });

  test('relations that the API answers, also those that only the other side declares', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: { name: 'prices', namespace: 'default' },
      spec: { type: 'openapi' },
      relations: [
        { type: 'ownedBy', targetRef: 'group:default/pricing' },
        { type: 'apiConsumedBy', targetRef: 'component:default/web' },
        {
          type: 'apiProvidedBy',
          target: { kind: 'component', namespace: 'default', name: 'cost' },
        },
        { type: 'partOf', targetRef: 'system:default/shop' },
      ],
    };
    const file = await read(JSON.stringify([entity]), 'entities.json');
    expect(values(file, 'api:prices')).toMatchObject({ owner: 'pricing' });
    expect(listLinks(file)).toEqual(['api:prices fronts cost', 'web calls api:prices']);
  });

  test('entities of the API are read as JSON, and damaged documents are rejected one by one', async () => {
    const entity = {
      apiVersion: 'backstage.io/v1beta1',
      kind: 'API',
      metadata: { name: 'x' },
      spec: {},
    };
    for (const text of [JSON.stringify([entity]), JSON.stringify({ items: [entity] })])
      expect((await read(text, 'entities.json')).entries.map(({ name }) => name)).toEqual([
        'api:x',
      ]);
    const file = await read(`${component}---\nkind: [\n---\nkind: Component\n---\n${resource}`);
    expect(file).toMatchObject({ read: 4, rejected: 2 });
    expect(file.problems.map(({ place }) => place)).toEqual(['line 23', 'line 25']);
  });

  test('documents that grow or nest without end are rejected', async () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x,x]'];
    for (const [index, name] of 'bcdefghij'.split('').entries())
      bomb.push(`${name}: &${name} [${`*${'abcdefghi'[index] ?? ''},`.repeat(10)}]`);
    const deep = `a: ${'['.repeat(50_000)}`;
    const nested = Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at)}a:`).join('\n');
    const dashes = `a:\n  ${'- '.repeat(20_000)}x`;
    const cycle = 'a: &a\n  b: *a';
    const start = performance.now();
    const file = await read(
      [component, bomb.join('\n'), deep, nested, dashes, cycle].join('\n---\n'),
    );
    expect(file).toMatchObject({ read: 6, rejected: 5 });
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe('OpenLineage', () => {
  test('any order and repetition of the run story gives one graph', async () => {
    const graph = (file: CatalogFile) => ({
      links: listLinks(file),
      entries: file.entries
        .map(({ name, values: said }) =>
          JSON.stringify([name, [...said].map((one) => JSON.stringify(one)).toSorted()]),
        )
        .toSorted(),
    });
    const lines = (events: readonly object[]) =>
      events.map((one) => JSON.stringify(one)).join('\n');
    const expected = graph(await read(lines(appleEvents), 'apples.ndjson'));
    expect(expected.links).toEqual(appleLinks);
    expect(
      values(await read(lines(appleEvents), 'a.json'), 'grandmas.kitchen/gather_apples'),
    ).toEqual({ kind: 'job', description: 'gather_apples of 2020-10-15' });
    const anyOrder = fc
      .tuple(
        fc.shuffledSubarray(appleEvents, { minLength: appleEvents.length }),
        fc.array(fc.constantFrom(...appleEvents), { maxLength: 8 }),
        fc.boolean(),
      )
      .map(([all, again, isList]) => {
        const events = [...again.slice(0, 4), ...all, ...again.slice(4)];
        return isList ? JSON.stringify(events) : lines(events);
      });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (text) => {
        expect(graph(await read(text, 'apples.json'))).toEqual(expected);
      }),
      { seed: 37, numRuns: 60 },
    );
  });

  test('odd events are read, and what is missing is named', async () => {
    const file = await read(
      JSON.stringify([
        {
          eventTime: '2020-12-28T19:52:00.001',
          job: { namespace: 'n', name: '订单' },
          inputs: [
            {
              namespace: 'n',
              name: 'a',
              facets: {
                ownership: { owners: [{ name: 'team:orders' }, { name: 'zoe' }] },
                symlinks: { identifiers: [{ namespace: 'x', name: 'db.a' }] },
                columnLineage: {},
              },
            },
            { namespace: 'n' },
          ],
        },
        { eventTime: 'x', dataset: { namespace: 'n', name: 'only' } },
        { job: 'x' },
        7,
      ]),
      'events.json',
    );
    expect(file).toMatchObject({ isComplete: false, read: 4, rejected: 3 });
    expect(values(file, 'n/a')).toEqual({ kind: 'dataset', owner: 'orders', aliases: ['db.a'] });
    expect(file.leftOut).toEqual([
      { what: 'further owners', count: 1 },
      { what: 'lineage of columns', count: 1 },
    ]);
    expect(file.problems.map(({ reason }) => reason.slice(0, 30))).toEqual([
      'The time 2020-12-28T19:52:00.0',
      'A job or dataset has no namesp',
      'The event has no time that can',
      'Not of the format of the recor',
      'Not of the format of the recor',
    ]);
  });
});

describe('dbt', () => {
  const manifest = {
    metadata: {
      dbt_schema_version: 'https://schemas.getdbt.com/dbt/manifest/v12.json',
      generated_at: '2026-02-01T00:00:00Z',
      project_name: 'shop',
    },
    nodes: {
      'model.shop.orders': {
        name: 'orders',
        description: 'One row per order',
        relation_name: '"shop"."main"."orders"',
        config: { meta: { owner: 'Data', tier: 2 } },
        depends_on: { nodes: ['source.shop.raw.orders', 'metric.shop.x'] },
      },
      'test.shop.unique': { name: 'unique', depends_on: { nodes: ['model.shop.orders'] } },
    },
    sources: { 'source.shop.raw.orders': { name: 'orders', group: 'g' } },
    exposures: {
      'exposure.shop.weekly': {
        name: 'weekly',
        label: 'Weekly numbers',
        type: 'dashboard',
        owner: { email: 'ada@example.org' },
        depends_on: { nodes: ['model.shop.orders'] },
      },
    },
    groups: {},
    metrics: { 'metric.shop.x': {} },
  };

  test('models, sources and exposures are linked by what they depend on', async () => {
    const file = await read(JSON.stringify(manifest), 'manifest.json');
    expect(file).toMatchObject({ source: 'dbt shop', isComplete: true, rejected: 0 });
    expect(values(file, 'model.shop.orders')).toEqual({
      kind: 'dataset',
      title: 'orders',
      description: 'One row per order',
      owner: 'Data',
      tier: '2',
      aliases: ['shop.main.orders'],
    });
    expect(values(file, 'exposure.shop.weekly')).toMatchObject({
      kind: 'resource',
      title: 'Weekly numbers',
      owner: 'ada@example.org',
    });
    expect(file.entries[0]?.values.get('title')?.at).toBe('2026-02-01T00:00:00.000Z');
    expect(listLinks(file)).toEqual([
      'model.shop.orders feeds exposure.shop.weekly',
      'source.shop.raw.orders feeds model.shop.orders',
    ]);
    expect(file.leftOut).toEqual([
      { what: 'tests', count: 1 },
      { what: 'metrics', count: 1 },
    ]);
  });

  test('owners of groups, versions, and what a dashboard needs through a metric', async () => {
    const model = { depends_on: { nodes: [] }, name: 'orders', group: 'finance', version: 2 };
    const file = await read(
      JSON.stringify({
        ...manifest,
        nodes: { 'model.shop.orders.v2': model },
        exposures: {
          'exposure.shop.weekly': {
            name: 'weekly',
            type: 'dashboard',
            url: 'https://bi.example/7',
            owner: { name: 'Ada', email: ['ada@example.org'] },
            depends_on: { nodes: ['metric.shop.revenue', 'metric.shop.margin'] },
          },
        },
        groups: { 'group.shop.finance': { name: 'finance', owner: { name: 'Money team' } } },
        disabled: { 'model.shop.legacy': [{ name: 'legacy' }] },
        metrics: {
          'metric.shop.revenue': { depends_on: { nodes: ['semantic_model.shop.orders'] } },
          'metric.shop.margin': { depends_on: { nodes: ['metric.shop.revenue'] } },
        },
        semantic_models: {
          'semantic_model.shop.orders': { depends_on: { nodes: ['model.shop.orders.v2'] } },
        },
      }),
      'manifest.json',
    );
    expect(values(file, 'model.shop.orders.v2')).toMatchObject({
      title: 'orders v2',
      owner: 'Money team',
    });
    expect(values(file, 'exposure.shop.weekly')).toMatchObject({
      owner: 'Ada',
      dashboards: [{ title: 'weekly', url: 'https://bi.example/7' }],
    });
    expect(listLinks(file)).toEqual(['model.shop.orders.v2 feeds exposure.shop.weekly']);
    expect(file.leftOut).toEqual([
      { what: 'metrics', count: 2 },
      { what: 'semantic models', count: 1 },
      { what: 'disabled nodes', count: 1 },
    ]);
  });

  test('its other files are refused by name', async () => {
    const results = {
      metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v6.json' },
      results: [],
    };
    await expect(read(JSON.stringify(results), 'run_results.json')).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining("dbt's run-results"),
    });
  });
});

describe('a table', () => {
  test('has one service per row; unknown columns and values are listed', async () => {
    const file = await read(
      `Service;Team;Tier;Path;Runbook URL;Depends on;Kind;Cost\n` +
        `web;Shop;1;data path;https://a.example/x https://b.example;api, db;website;12\n` +
        `api;;;control;nope;;thing;\n;x;;;;;;\n`,
      'services.csv',
    );
    expect(file).toMatchObject({ format: 'csv', read: 3, rejected: 1 });
    expect(values(file, 'web')).toEqual({
      kind: 'website',
      owner: 'Shop',
      tier: '1',
      path: 'data',
      runbooks: [
        { title: null, url: 'https://a.example/x' },
        { title: null, url: 'https://b.example' },
      ],
    });
    expect(values(file, 'api')).toEqual({ owner: null, tier: null, runbooks: [] });
    expect(listLinks(file)).toEqual(['web calls api', 'web calls db']);
    expect(file.leftOut).toEqual([{ what: 'the column “Cost”', count: 1 }]);
    expect(file.problems.map(({ reason }) => reason)).toEqual([
      "“thing” isn't a kind. Use one of service, website, library, api, dataset, job, resource.",
      "“control” isn't a path. Use data or metadata.",
      "“nope” isn't a web address.",
      'The row has no name.',
    ]);
  });

  test('what is no catalog is refused', async () => {
    for (const [name, text] of [
      ['a.csv', 'when,what\n1,2\n'],
      ['a.txt', ''],
      ['a.json', '[]'],
      ['a.json', '{"a":1}'],
      ['a.json', '[[['],
      ['a.yaml', 'name: x\n'],
      ['a.yaml', ''],
      ['a.bin', '\0\u0001\u0002'],
    ] as const)
      await expect(read(text, name)).rejects.toMatchObject({ code: 'bad-file' });
  });
});
