import type { KeyScope } from '@debrief/contract';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../context.ts';
import { changeAccount } from './accounts.ts';
import { findActorByKey, createApiKey, listApiKeys, revokeApiKey } from './keys.ts';

let world: World;
beforeEach(async () => {
  world = await testWorld();
});

const anonymous = () => world.as(world.anonymous);
const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');

describe('an API key', () => {
  const findActor = (key: string) => findActorByKey(anonymous(), key);

  test('acts as its account within its scopes, until it is revoked, expires or its account is disabled', async () => {
    const ctx = world.as(world.editor);
    const made = await createApiKey(ctx, {
      name: 'ci',
      scopes: ['read', 'read', 'import'],
      expiresAt: '2026-03-03T09:00:00Z',
    });
    expect(await findActor(made.key)).toEqual({
      type: 'key',
      keyId: made.id,
      accountId: getAccountId(world.editor),
      name: 'Edith (ci)',
      role: 'editor',
      scopes: ['read', 'import'],
    });
    const { items } = await listApiKeys(ctx);
    expect(items).toMatchObject([
      { id: made.id, prefix: made.key.slice(0, 10), lastUsedAt: '2026-03-02T09:00:00.000Z' },
    ]);
    expect(JSON.stringify(items)).not.toContain(made.key);
    world.clock.advance(86_400_000);
    expect(await findActor(made.key)).toBeNull();
    const other = await createApiKey(ctx, { name: 'ci', scopes: ['read'] });
    await expect(revokeApiKey(world.as(world.admin), { id: other.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await revokeApiKey(ctx, { id: other.id });
    expect(await findActor(other.key)).toBeNull();
    const third = await createApiKey(ctx, { name: 'ci', scopes: ['read'] });
    await changeAccount(world.as(world.operator), {
      id: getAccountId(world.editor),
      version: 1,
      isDisabled: true,
    });
    expect(await findActor(third.key)).toBeNull();
    await changeAccount(world.as(world.operator), {
      id: getAccountId(world.editor),
      version: 2,
      isDisabled: false,
    });
    expect(await findActor(third.key)).toBeNull();
  });

  test("can neither create another key nor exceed its scopes or its account's role", async () => {
    const all: KeyScope[] = ['read', 'write', 'import', 'admin'];
    await expect(
      createApiKey(world.as(await world.key(all)), { name: 'x', scopes: ['read'] }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      createApiKey(world.as(world.operator), { name: 'x', scopes: ['read'] }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      createApiKey(world.as(world.editor), { name: 'x', scopes: [] }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(makeIncident(world.as(await world.key(all, world.viewer)))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(makeIncident(world.as(await world.key(['read', 'import'])))).rejects.toThrow(
      'have the scope "write"',
    );
    await expect(makeIncident(world.as(await world.key(['write'])))).resolves.toBeDefined();
  });
});
