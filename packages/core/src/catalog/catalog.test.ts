import { makeIncident, testWorld, times, type World } from '@debrief/testkit';
import { openUpload } from '@debrief/readers';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { makeIncidentPrivate } from '../evidence/index.ts';
import { importDirectory } from '../people/index.ts';
import {
  addService,
  addServiceLink,
  changeService,
  findServices,
  getService,
  listServiceLinks,
  listDuePages,
  listServices,
  removeService,
  savePageChecks,
  removeServiceLink,
  undoCatalogChange,
} from './index.ts';

let world: World;
let ctx: Context;
let viewer: Context;
beforeEach(async () => {
  world = await testWorld();
  ctx = world.as(world.editor);
  viewer = world.as(world.viewer);
});

async function add(name: string, given = {}) {
  const { service, activityId } = await addService(ctx, { name, ...given });
  if (!service) throw new Error(`${name} was not added`);
  return { service, activityId: activityId ?? '' };
}
const names = async (filter = {}, by = ctx) =>
  (await listServices(by, filter)).items.map((one) => one.name);
const link = (from: string, to: string, kind: 'calls' | 'fronts' | 'feeds' = 'calls') =>
  addServiceLink(ctx, { from, to, kind });

async function importPeople(by: World, people: string[][]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-people-'));
  const path = join(folder, 'people.csv');
  const lines = ['name,email,team,end date', ...people.map((row) => row.join(','))];
  await writeFile(path, `${lines.join('\n')}\n`);
  const upload = await openUpload(path, 'people.csv');
  await importDirectory(by.as(by.admin), { name: 'people.csv' }, upload);
  await rm(folder, { recursive: true });
}

describe('a service', () => {
  test('is added once, changed, removed, and each is recorded and can be undone by its author', async () => {
    const id = ctx.ids.next();
    const { service } = await add('Orders', { id, owner: ' Team A ', slo: '99.9 %', tier: '' });
    expect(service).toMatchObject({
      id,
      owner: 'Team A',
      tier: null,
      kind: 'service',
      version: 1,
      can: { change: true },
    });
    expect(Object.keys(service.origins).toSorted()).toEqual(['owner', 'slo']);
    expect(await addService(ctx, { id, name: 'Orders' })).toEqual({ service, activityId: null });
    const changed = await changeService(ctx, { id, version: 1, owner: 'Team B', path: 'data' });
    expect(changed.service).toMatchObject({ owner: 'Team B', path: 'data', version: 2 });
    expect(await changeService(ctx, { id, version: 2, owner: 'Team B' })).toMatchObject({
      activityId: null,
    });
    const removed = await removeService(ctx, { id, version: 2 });
    expect(await names()).toEqual([]);
    await expect(getService(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    const undo = (activityId: string | null, by = ctx) =>
      undoCatalogChange(by, { activityId: activityId ?? '' });
    await expect(undo(removed.activityId, world.as(world.outsider))).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(undo(changed.activityId)).rejects.toMatchObject({ code: 'conflict' });
    await undo(removed.activityId);
    await undo(changed.activityId);
    expect((await getService(ctx, { id })).service).toMatchObject({ owner: 'Team A', path: null });
    await expect(undo(changed.activityId)).rejects.toMatchObject({ code: 'conflict' });
    const { items } = await listActivity(world.as(world.operator), {});
    expect(items.map(({ kind }) => kind).filter((kind) => kind.startsWith('service'))).toEqual([
      'service.undone',
      'service.undone',
      'service.removed',
      'service.changed',
      'service.added',
    ]);
  });

  test('has a name that no other has, ignoring case, accents and spaces', async () => {
    const { service } = await add('Größe  Orders');
    await expect(addService(ctx, { name: 'grosse orders' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Größe Orders'),
    });
    const other = await add('Other');
    await expect(
      changeService(ctx, { id: other.service.id, version: 1, name: 'GRÖSSE ORDERS' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const removed = await removeService(ctx, { id: service.id, version: 1 });
    await add('grosse orders');
    await expect(
      undoCatalogChange(ctx, { activityId: removed.activityId ?? '' }),
    ).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is read by every account and changed by editors; stale changes are refused', async () => {
    const { service } = await add('Orders');
    const { id } = service;
    expect(await names({}, viewer)).toEqual(['Orders']);
    expect((await getService(viewer, { id })).service.can).toEqual({ change: false });
    for (const attempt of [
      () => addService(viewer, { name: 'x' }),
      () => changeService(viewer, { id, version: 1, owner: 'x' }),
      () => removeService(viewer, { id, version: 1 }),
      () => addServiceLink(viewer, { from: 'Orders', to: 'x', kind: 'calls' }),
      () => undoCatalogChange(viewer, { activityId: '1' }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
    const anonymous = world.as(world.anonymous);
    for (const attempt of [
      () => listServices(anonymous, {}),
      () => getService(anonymous, { id }),
      () => listServiceLinks(anonymous, {}),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not-signed-in' });
    await changeService(ctx, { id, version: 1, tier: '1' });
    for (const attempt of [
      () => changeService(ctx, { id, version: 1, tier: '2' }),
      () => removeService(ctx, { id, version: 1 }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'conflict' });
    for (const url of ['javascript:alert(1)', 'ftp://a.example', 'runbook'])
      await expect(
        changeService(ctx, { id, version: 2, runbooks: [{ url }] }),
      ).rejects.toMatchObject({ code: 'invalid' });
  });
});

describe('the list', () => {
  test('is filtered, searched and read page by page in each order', async () => {
    await add('orders-api', { owner: 'Orders', tier: '1', path: 'data', title: 'Order entry' });
    await add('search', { owner: 'ORDERS', kind: 'dataset', aliases: ['Suche'] });
    await add('zeta', { runbooks: [{ title: 'Restart', url: 'https://wiki.example/zeta' }] });
    expect(await names({ owner: 'orders' })).toEqual(['orders-api', 'search']);
    expect(await names({ kind: 'dataset' })).toEqual(['search']);
    expect(await names({ without: 'owner' })).toEqual(['zeta']);
    expect(await names({ without: 'runbook' })).toEqual(['orders-api', 'search']);
    expect(await names({ without: 'source' })).toEqual([]);
    expect(await names({ without: 'tier' })).toEqual(['search', 'zeta']);
    expect(await names({ path: 'data', tier: '1' })).toEqual(['orders-api']);
    for (const text of ['suc', 'SUCHE', 'search'])
      expect(await names({ text })).toEqual(['search']);
    expect(await names({ text: 'entry ord' })).toEqual(['orders-api']);
    expect(await names({ text: '!!' })).toHaveLength(3);
    await makeIncident(ctx, { services: ['Suche', 'search'] });
    await makeIncident(ctx, { services: ['search', 'Order Entry'] });
    const sorts = {
      name: ['orders-api', 'search', 'zeta'],
      '-name': ['zeta', 'search', 'orders-api'],
      '-incidents': ['search', 'orders-api', 'zeta'],
      incidents: ['zeta', 'orders-api', 'search'],
      owner: ['zeta', 'orders-api', 'search'],
      '-tier': ['orders-api', 'search', 'zeta'],
      kind: ['search', 'orders-api', 'zeta'],
    } as const;
    for (const [sort, expected] of Object.entries(sorts)) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listServices(ctx, { sort, limit: 1, cursor } as never);
        expect(page.total).toBe(3);
        found.push(...page.items.map((one) => one.name));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect([sort, found]).toEqual([sort, expected]);
    }
    expect((await listServices(ctx, {})).items.map((one) => one.incidents)).toEqual([1, 2, 0]);
    await expect(listServices(ctx, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('counts only incidents that the reader can see', async () => {
    const { service } = await add('search');
    const { ref } = await makeIncident(ctx, { title: 'Breach', services: ['Search'] });
    await makeIncidentPrivate(ctx, { incident: ref, version: 1 });
    expect(await getService(ctx, { id: service.id })).toMatchObject({
      service: { incidents: 1 },
      incidents: [{ ref, title: 'Breach', word: 'Search' }],
    });
    for (const actor of [world.outsider, world.viewer, world.admin]) {
      const seen = await getService(world.as(actor), { id: service.id });
      expect(seen).toMatchObject({ service: { incidents: 0 }, incidents: [] });
      const listed = await listServices(world.as(actor), { sort: '-incidents' });
      expect(listed.items.map((one) => one.incidents)).toEqual([0]);
    }
  });
});

describe('a link', () => {
  test('is added once by names or ids, removed and undone', async () => {
    const { service } = await add('web');
    await add('db', { aliases: ['Database'] });
    const first = await link('Web', 'database');
    expect(first.link).toMatchObject({
      kind: 'calls',
      from: { name: 'web' },
      to: { name: 'db' },
      isByHand: true,
      sources: [],
    });
    expect(await link(service.id, 'db')).toEqual({ ...first, activityId: null });
    await expect(link('web', 'nowhere')).rejects.toMatchObject({ code: 'not-found' });
    await expect(link('web', 'WEB')).rejects.toMatchObject({ code: 'invalid' });
    const id = first.link?.id ?? '';
    const removed = await removeServiceLink(ctx, { id });
    expect((await getService(ctx, { id: service.id })).links).toEqual([]);
    await expect(removeServiceLink(ctx, { id })).rejects.toMatchObject({ code: 'not-found' });
    await undoCatalogChange(ctx, { activityId: removed.activityId ?? '' });
    expect((await getService(ctx, { id: service.id })).links).toEqual([first.link]);
    await undoCatalogChange(ctx, { activityId: first.activityId ?? '' });
    expect((await listServiceLinks(ctx, {})).items).toEqual([]);
  });

  test('adds the services that it names if it should', async () => {
    await addServiceLink(ctx, { from: 'lb', to: 'web', kind: 'fronts', addsMissing: true });
    expect(await names()).toEqual(['lb', 'web']);
  });

  test('is on the way from a service to what it depends on; a removed service has none', async () => {
    for (const name of ['web', 'api', 'table', 'job', 'cycle', 'elsewhere']) await add(name);
    await link('web', 'api', 'fronts');
    await link('api', 'cycle');
    await link('cycle', 'web');
    await link('table', 'api', 'feeds');
    await link('job', 'table', 'feeds');
    await link('elsewhere', 'web');
    const around = async (services: string) =>
      (await listServiceLinks(ctx, { services })).items
        .map(({ from, to, kind }) => `${from.name} ${kind} ${to.name}`)
        .toSorted();
    const all = [
      'api calls cycle',
      'cycle calls web',
      'job feeds table',
      'table feeds api',
      'web fronts api',
    ];
    expect(await around('WEB')).toEqual(all);
    expect(await around('elsewhere\nunknown')).toEqual(['elsewhere calls web', ...all].toSorted());
    expect(await around('job')).toEqual([]);
    const table = (await findServices(ctx, ['table'])).get('table');
    await removeService(ctx, { id: table?.id ?? '', version: 1 });
    expect(await around('web')).toEqual(all.filter((one) => !one.includes('table')));
  });
});

test('of equal requests at once, one adds', async () => {
  const results = await Promise.allSettled(times(4, () => addService(ctx, { name: 'Orders' })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await names()).toEqual(['Orders']);
});

test('orphans have no owner, an owner who left, or no runbook that works, by incidents', async () => {
  await importPeople(world, [
    ['Ada Byron', 'ada@example.org', 'Shop', ''],
    ['Bo Ek', 'bo@example.org', 'Search', '2020-01-01'],
    ['Cy Un', 'cy@example.org', 'Shop', '2020-01-01'],
  ]);
  const runbooks = [{ url: 'https://a.example/works' }];
  await add('fine', { owner: 'Shop', runbooks });
  await add('unknown team', { owner: 'Nowhere', runbooks });
  await add('no owner', { runbooks });
  await add('left', { owner: 'Ek, Bo', runbooks });
  await add('left by email', { owner: 'CY@example.org', runbooks });
  await add('team left', { owner: 'search', runbooks });
  await add('no runbook', { owner: 'Ada Byron' });
  await add('broken', { owner: 'shop', runbooks: [{ url: 'https://a.example/gone' }] });
  expect(await listDuePages(ctx, 10)).toEqual([
    'https://a.example/gone',
    'https://a.example/works',
  ]);
  await savePageChecks(ctx, [
    { url: 'https://a.example/works', state: 'works', problem: null },
    { url: 'https://a.example/gone', state: 'broken', problem: 'a.example answered 404.' },
  ]);
  expect(await listDuePages(ctx, 10)).toEqual([]);
  await makeIncident(ctx, { services: ['Team left'] });
  const { items } = await listServices(viewer, { without: 'orphan', sort: '-incidents' });
  expect(items.map(({ name, gaps }) => [name, ...gaps])).toEqual([
    ['team left', 'left-owner'],
    ['broken', 'broken-runbook'],
    ['left', 'left-owner'],
    ['left by email', 'left-owner'],
    ['no owner', 'owner'],
    ['no runbook', 'runbook'],
  ]);
  expect(await names({ without: 'left-owner' })).toEqual(['left', 'left by email', 'team left']);
  expect(await names({ without: 'broken-runbook' })).toEqual(['broken']);
  const broken = items.find(({ name }) => name === 'broken');
  expect(broken?.runbooks[0]?.check).toMatchObject({ state: 'broken' });
  await changeService(ctx, { id: broken?.id ?? '', version: 1, runbooks });
  world.clock.advance(86_400_000);
  expect(await listDuePages(ctx, 10)).toEqual(['https://a.example/works']);
});
