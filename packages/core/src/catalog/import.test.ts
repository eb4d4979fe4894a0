import type { ImportCatalog } from '@debrief/contract';
import { openUpload } from '@debrief/readers';
import { runInRollback, testWorld, type World } from '@debrief/testkit';
import fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import {
  addService,
  addServiceLink,
  changeService,
  findServices,
  importCatalog,
  listServiceLinks,
  listServices,
  removeService,
  removeServiceLink,
} from './index.ts';

let world: World;
let ctx: Context;
let folder = '';
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  folder = await mkdtemp(join(tmpdir(), 'debrief-catalog-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function bring(
  content: string | object,
  given: Partial<ImportCatalog> = {},
  by: Context = ctx,
) {
  const name = typeof content === 'string' ? 'services.csv' : 'services.json';
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return importCatalog(by, { name, ...given }, await openUpload(path, name));
}
const header = 'name,owner,tier,runbook,calls\n';
const find = async (name: string) => {
  const found = (await findServices(ctx, [name])).get(name);
  if (!found) throw new Error(`${name} is not there`);
  return found;
};
const links = async (by = ctx) =>
  (await listServiceLinks(by, {})).items.map(
    ({ from, kind, to, sources, missingAt }) =>
      `${from.name} ${kind} ${to.name} (${sources.join()})${missingAt === null ? '' : ' missing'}`,
  );

describe('an import', () => {
  test('adds, changes and marks what is missing, and is recorded', async () => {
    const full = `${header}web,Shop,1,https://a.example/web,api\napi,Core,,,\ncron,,,,\nold,,,,\nx,,,,\n`;
    expect(await bring(full)).toMatchObject({
      format: 'csv',
      source: 'csv',
      added: 5,
      links: { added: 1 },
    });
    expect(await bring(full)).toMatchObject({ added: 0, changed: 0, unchanged: 5, missing: 0 });
    const later = await bring(`${header}web,Search,,,\napi,Core,,,\ncron,,,,\nx,,,,\n`);
    expect(later).toMatchObject({ changed: 1, unchanged: 3, missing: 1, links: { missing: 1 } });
    expect(await find('web')).toMatchObject({ owner: 'Search', tier: null, runbooks: [] });
    expect(await links()).toEqual(['web calls api () missing']);
    const { items } = await listServices(ctx, { without: 'source' });
    expect(items.map(({ name }) => name)).toEqual(['old']);
    expect(await bring(full)).toMatchObject({ changed: 1, returned: 1, links: { added: 1 } });
    expect(await links()).toEqual(['web calls api (csv)']);
    const activity = await listActivity(world.as(world.operator), {});
    expect(activity.items.filter(({ kind }) => kind === 'catalog.imported')).toHaveLength(4);
  });

  test('that misses many asks first, and a part of a catalog is kept', async () => {
    await bring(`${header}a,,,,\nb,,,,\nc,,,,\n`);
    await expect(bring(`${header}a,,,,\n`)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('2 of 3 services from csv'),
    });
    expect(await bring(`${header}d,,,,\n`, { missing: 'keep' })).toMatchObject({ missing: 0 });
    expect(await bring(`${header}a,,,,\n`, { missing: 'mark' })).toMatchObject({ missing: 3 });
    await expect(bring(`${header},,,,\n`)).rejects.toMatchObject({ code: 'bad-file' });
  });

  test('never changes what a person set or removed', async () => {
    await bring(`${header}web,Shop,1,,api\napi,Core,,,\nold,,,,\n`);
    const web = await find('web');
    await changeService(ctx, {
      id: web.id,
      version: web.version,
      owner: 'By hand',
      name: 'Web shop',
    });
    await removeService(ctx, { id: (await find('old')).id, version: 1 });
    const [link] = (await listServiceLinks(ctx, {})).items;
    await removeServiceLink(ctx, { id: link?.id ?? '' });
    expect(await bring(`${header}web,Other,2,,api\napi,Core,,,\nold,New,,,\n`)).toMatchObject({
      changed: 1,
      keptFields: 1,
      removedByHand: 1,
      links: { added: 0, removedByHand: 1 },
    });
    expect(await find('Web shop')).toMatchObject({ owner: 'By hand', tier: '2' });
    expect((await listServices(ctx, {})).items.map(({ name }) => name)).toEqual([
      'api',
      'Web shop',
    ]);
    expect(await links()).toEqual([]);
    await addServiceLink(ctx, { from: 'Web shop', to: 'api', kind: 'calls' });
    await bring(`${header}web,Other,2,,api\napi,Core,,,\n`, { missing: 'mark' });
    await bring(`${header}web,Other,2,,\napi,Core,,,\n`);
    expect(await links()).toEqual(['Web shop calls api ()']);
  });

  test('of two sources: each changes its own fields and fills those that are empty', async () => {
    await addService(ctx, { name: 'web', slo: '99 %' });
    await bring(`${header}web,Shop,,,\n`);
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: 'WEB', title: 'Web shop', labels: { tier: '3' } },
      spec: { owner: 'other' },
    };
    expect(await bring([entity])).toMatchObject({
      source: 'backstage',
      changed: 1,
      otherSources: 1,
    });
    expect(await find('web')).toMatchObject({ owner: 'Shop', title: 'Web shop', tier: '3' });
    await bring(`${header}web,,1,,\n`);
    expect(await find('web')).toMatchObject({ owner: null, tier: '3' });
    await bring([entity]);
    const row = await find('web');
    expect(row).toMatchObject({ owner: 'other', slo: '99 %' });
    expect(row.origins).toMatchObject({
      owner: { source: 'backstage' },
      slo: { source: null },
      tier: { source: 'backstage' },
    });
  });

  test('is for editors', async () => {
    await expect(bring(`${header}a,,,,\n`, {}, world.as(world.viewer))).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect((await listServices(ctx, {})).total).toBe(0);
  });
});

const event = (day: number, job: string, inputs: string[], outputs: string[]) => ({
  eventTime: `2026-01-0${day}T00:00:00Z`,
  job: {
    namespace: 'n',
    name: job,
    facets: { documentation: { description: `day ${day}` } },
  },
  inputs: inputs.map((name) => ({ namespace: 'n', name })),
  outputs: outputs.map((name) => ({ namespace: 'n', name })),
});

test('events in several files, in any order and twice, give one catalog', async () => {
  const events = [
    event(1, 'gather', ['red'], ['apples']),
    event(3, 'fill', ['apples', 'cinnamon'], ['filling']),
    event(5, 'gather', ['crab'], ['apples']),
    event(4, 'fill', ['apples', 'sugar'], ['filling']),
    event(5, 'bake', ['filling'], ['pie']),
    event(2, 'bake', ['filling'], ['pie']),
  ];
  const importAll = async (order: readonly object[]) => {
    let found: unknown = null;
    await runInRollback(ctx, async (inner) => {
      for (const one of order) await bring([one], {}, inner);
      const { items } = await listServices(inner, { limit: 200 });
      found = {
        links: await links(inner),
        services: items.map(({ name, kind, description, origins }) => ({
          name,
          kind,
          description,
          origins,
        })),
      };
    });
    return found;
  };
  const expected = await importAll(events);
  expect(expected).toMatchObject({
    links: [
      'n/apples feeds n/fill (openlineage)',
      'n/bake feeds n/pie (openlineage)',
      'n/cinnamon feeds n/fill (openlineage)',
      'n/crab feeds n/gather (openlineage)',
      'n/fill feeds n/filling (openlineage)',
      'n/filling feeds n/bake (openlineage)',
      'n/gather feeds n/apples (openlineage)',
      'n/red feeds n/gather (openlineage)',
      'n/sugar feeds n/fill (openlineage)',
    ],
    services: expect.arrayContaining([
      expect.objectContaining({ name: 'n/bake', kind: 'job', description: 'day 5' }),
    ]),
  });
  const anyOrder = fc
    .tuple(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 3 }),
    )
    .map(([all, again]) => [...again, ...all]);
  await fc.assert(
    fc.asyncProperty(anyOrder, async (order) => {
      expect(await importAll(order)).toEqual(expected);
    }),
    { seed: 37, numRuns: 6 },
  );
});
