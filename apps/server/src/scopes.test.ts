import { KeyScope, Problem, routes, type Route } from '@debrief/contract';
import { createApiKey } from '@debrief/core/account';
import { makeEvent, makeRecord, testWorld, type World, embeddedDatabase } from '@debrief/testkit';
import type { Actor } from '@debrief/core/context';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appOn, type TestApp } from './testing/app.ts';

let world: World;
let app: TestApp;
let incident: string;
beforeAll(async () => {
  world = await testWorld(await embeddedDatabase());
  app = await appOn(world.store, world.clock);
  const made = await makeRecord(world.as(world.editor), ['one']);
  await makeEvent(world.as(world.editor), made.incident, made.items);
  incident = made.incident.ref;
});
afterAll(() => app[Symbol.asyncDispose]());

const all = Object.entries(routes).flatMap(([room, table]) =>
  Object.entries<Route>(table).map(([name, route]) => ({ id: `${room}.${name}`, route })),
);
const createKey = async (actor: Actor, scopes: KeyScope[]) =>
  (await createApiKey(world.as(actor), { name: 'x', scopes })).key;

async function ask(route: Route, token: string): Promise<{ status: number; code: string | null }> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'incident' ? incident : randomUUID(),
  );
  const takesBody = route.method !== 'get' && route.method !== 'delete';
  const response = await app.send(route.method.toUpperCase(), path, {
    token,
    ...(takesBody && { body: {} }),
  });
  if (response.headers.get('content-type') === 'text/event-stream') await response.body?.cancel();
  const isProblem = response.headers.get('content-type')?.includes('problem+json');
  return {
    status: response.status,
    code: isProblem ? Problem.parse(await response.json()).code : null,
  };
}

describe('a key can call the routes of its scopes and no others', () => {
  test.each(KeyScope.options)('without %s', async (missing) => {
    const token = await createKey(
      world.admin,
      KeyScope.options.filter((scope) => scope !== missing),
    );
    const opened: string[] = [];
    for (const { id, route } of all) {
      // It takes seconds; `demo.test.ts` has it.
      if (id === 'incident.resetDemo' && missing !== 'admin') continue;
      const { code } = await ask(route, token);
      if (route.scope === missing && code !== 'forbidden') opened.push(id);
      if (
        route.scope !== missing &&
        route.scope !== 'none' &&
        code === 'forbidden' &&
        !id.startsWith('access.') &&
        // Stories also need the scope to read or to write.
        !(route.scope === 'stories' && (missing === 'read' || missing === 'write'))
      )
        opened.push(`not ${id}`);
    }
    expect(opened).toEqual([]);
  });
});

test('a viewer’s key with every scope reads everything and changes only its own data', async () => {
  const token = await createKey(world.viewer, [...KeyScope.options]);
  const allowed: string[] = [];
  for (const { id, route } of all) {
    if (route.scope === 'none' || route.scope === 'guest') continue;
    const { code } = await ask(route, token);
    // Not found and invalid are reported before forbidden.
    if (code !== 'forbidden' && code !== 'not-found' && code !== 'invalid') allowed.push(id);
  }
  const reads = all
    .filter(
      ({ id, route }) => route.method === 'get' && route.scope === 'read' && allowed.includes(id),
    )
    .map(({ id }) => id);
  const own = all.filter(({ id, route }) => route.own && allowed.includes(id)).map(({ id }) => id);
  expect(allowed.toSorted()).toEqual([...new Set([...reads, ...own, 'access.keys'])].toSorted());
  expect(reads.length).toBeGreaterThan(8);
});
