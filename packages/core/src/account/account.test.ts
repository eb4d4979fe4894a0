import type { KeyScope } from '@debrief/contract';
import { makeIncident, testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Actor, Context } from '../context.ts';
import type { Store } from '../db/index.ts';
import { acceptInvitation, inviteAccount } from './invite.ts';
import { findActorByKey, createApiKey, listApiKeys, revokeApiKey } from './keys.ts';
import { findActorBySession, signIn, signOut, viewSession } from './session.ts';
import { changeAccount, listAccounts, setOwnTeam } from './accounts.ts';
import { createFirstAdmin, createSetupToken } from './claim.ts';
import { createSignOn, type SignOn } from './sign-on.ts';

const password = 'correct horse battery';
let world: World;
let signOn: SignOn;
beforeEach(async () => {
  world = await testWorld();
  signOn = createSignOn({
    db: world.store.db,
    secret: 'a secret of more than thirty-two characters',
    baseUrl: 'http://debrief.test',
    ids: world.as(world.admin).ids,
  });
});

const nobody = () => world.as(world.nobody);
const idOf = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');
const tokenIn = (path: string) =>
  new URL(path, 'http://debrief.test').searchParams.get('token') ?? '';
const cookieOf = (headers: Headers) =>
  new Headers({
    cookie: headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; '),
  });

/** Somebody who was invited and has chosen a password. */
async function joined(email = 'nina@example.org') {
  const invitation = await inviteAccount(world.as(world.admin), {
    name: 'Nina',
    email,
    role: 'editor',
  });
  return acceptInvitation(nobody(), { token: tokenIn(invitation.path), password });
}

const enter = (email: string, given: string) =>
  signIn(nobody(), signOn, { email, password: given }, new Headers());

describe('the first account', () => {
  let store: Store;
  let ctx: Context;
  beforeEach(async () => {
    store = world.store;
    // A database without accounts: the world's people are not there yet.
    await store.db.deleteFrom('account').execute();
    ctx = nobody();
  });
  const claim = (token: string) =>
    createFirstAdmin(ctx, { token, name: 'Ada', email: 'Ada@Example.org', password });

  test('is made once with the one-time link, and is an admin', async () => {
    const token = (await createSetupToken(ctx)) ?? '';
    await expect(claim(`${token}x`)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await viewSession(ctx)).toMatchObject({ needsAdmin: true, account: null, actor: null });
    expect(await claim(token)).toMatchObject({
      role: 'admin',
      email: 'ada@example.org',
      isInvited: false,
    });
    await expect(claim(token)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await createSetupToken(ctx)).toBeNull();
    expect(await viewSession(ctx)).toMatchObject({ needsAdmin: false });
    expect((await listActivity(world.as(world.operator), {})).items[0]).toMatchObject({
      kind: 'account.claimed',
      by: { name: 'Ada' },
    });
  });

  test('of two who use the link at once, one is made', async () => {
    const token = (await createSetupToken(ctx)) ?? '';
    const both = await Promise.allSettled([claim(token), claim(token)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('is made by the newest link alone', async () => {
    const [old, fresh] = [(await createSetupToken(ctx)) ?? '', (await createSetupToken(ctx)) ?? ''];
    await expect(claim(old)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(claim(fresh)).resolves.toMatchObject({ role: 'admin' });
  });

  test('is still to be made after the operator has let in others, at another address than theirs', async () => {
    const token = (await createSetupToken(ctx)) ?? '';
    const { path } = await inviteAccount(world.as(world.operator), {
      name: 'Nina',
      email: 'ada@example.org',
      role: 'editor',
    });
    await acceptInvitation(ctx, { token: path.split('token=')[1] ?? '', password });
    await expect(claim(token)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      createFirstAdmin(ctx, { token, name: 'Ada', email: 'admin@example.org', password }),
    ).resolves.toMatchObject({ role: 'admin' });
  });

  test('asks for a password, a name and an address, all at once', async () => {
    await expect(
      createFirstAdmin(ctx, { token: 'x', name: ' ', email: 'nobody', password: 'short' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'name' }, { at: 'email' }, { at: 'password' }],
    });
  });
});

describe('signing in', () => {
  test('lets in by e-mail, in any case, and password, and out again', async () => {
    const account = await joined();
    const headers = cookieOf(await enter('NINA@example.org', password));
    expect(await findActorBySession(nobody(), signOn, headers)).toEqual({
      type: 'account',
      accountId: account.id,
      name: 'Nina',
      role: 'editor',
    });
    await signOut(signOn, headers);
    expect(await findActorBySession(nobody(), signOn, headers)).toEqual({ type: 'nobody' });
  });

  test('says the same of a wrong password, an unknown address, an account without password and a disabled one', async () => {
    const account = await joined();
    const refusals = [
      await enter('nina@example.org', 'wrong wrong wrong').catch(String),
      await enter('no@example.org', password).catch(String),
      await enter('rui@example.org', password).catch(String),
    ];
    const headers = cookieOf(await enter('nina@example.org', password));
    await changeAccount(world.as(world.admin), {
      id: account.id,
      version: account.version,
      isDisabled: true,
    });
    expect(await findActorBySession(nobody(), signOn, headers)).toEqual({ type: 'nobody' });
    refusals.push(await enter('nina@example.org', password).catch(String));
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('Wrong email');
  });

  test('pauses an address for a quarter of an hour after ten failures, however many come at once', async () => {
    await joined();
    const attempts = await Promise.allSettled(
      Array.from({ length: 25 }, () => enter('nina@example.org', 'wrong wrong wrong')),
    );
    const codes = attempts.map((one) =>
      one.status === 'rejected' && one.reason instanceof Error && 'code' in one.reason
        ? one.reason.code
        : 'let in',
    );
    expect(codes.filter((code) => code === 'not-signed-in')).toHaveLength(10);
    expect(codes.filter((code) => code === 'too-many')).toHaveLength(15);
    await expect(enter('nina@example.org', password)).rejects.toMatchObject({ code: 'too-many' });
    await expect(enter('other@example.org', password)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    world.clock.advance(15 * 60_000);
    await expect(enter('nina@example.org', password)).resolves.toBeInstanceOf(Headers);
  });

  test('with the right password in between begins the count anew', async () => {
    await joined();
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 6; attempt += 1)
        await expect(enter('nina@example.org', 'wrong wrong wrong')).rejects.toMatchObject({
          code: 'not-signed-in',
        });
      await enter('nina@example.org', password);
    }
  });
});

describe('an invitation', () => {
  test('works once, within a week, and is recorded', async () => {
    const { path, account } = await inviteAccount(world.as(world.admin), {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'viewer',
    });
    expect(account).toMatchObject({ isInvited: true, role: 'viewer' });
    const accept = () => acceptInvitation(nobody(), { token: tokenIn(path), password });
    const both = await Promise.allSettled([accept(), accept()]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(accept()).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('already used'),
    });
    const kinds = (await listActivity(world.as(world.admin), { subjectId: account.id })).items.map(
      (one) => one.kind,
    );
    expect(kinds).toEqual(['account.joined', 'account.invited']);
    const late = await inviteAccount(world.as(world.admin), {
      name: 'Leo',
      email: 'leo@example.org',
      role: 'viewer',
    });
    world.clock.advance(7 * 86_400_000 + 1);
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(late.path), password }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('expired on 9 Mar 2026'),
    });
  });

  test('works while nobody owns Debrief yet; the link of the first account is none, and says what it is', async () => {
    await world.store.db.updateTable('account').set({ role: 'editor' }).execute();
    const setupLink = (await createSetupToken(world.as(world.operator))) ?? '';
    const { path } = await inviteAccount(world.as(world.operator), {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'viewer',
    });
    await expect(acceptInvitation(nobody(), { token: setupLink, password })).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('/welcome'),
    });
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(path), password }),
    ).resolves.toMatchObject({ name: 'Nina', isInvited: false });
    await expect(
      createFirstAdmin(nobody(), {
        token: setupLink,
        name: 'Ada',
        email: 'ada@example.org',
        password,
      }),
    ).resolves.toMatchObject({ role: 'admin' });
  });

  test('of an account that was disabled meanwhile lets nobody in, and still stands once it is enabled', async () => {
    const admin = world.as(world.admin);
    const { path, account } = await inviteAccount(admin, {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'viewer',
    });
    const disabled = await changeAccount(admin, {
      id: account.id,
      version: account.version,
      isDisabled: true,
    });
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(path), password }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('disabled'),
    });
    await changeAccount(admin, { id: account.id, version: disabled.version, isDisabled: false });
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(path), password }),
    ).resolves.toMatchObject({ isInvited: false });
  });

  test('sent again replaces the link, the name and the role; of an account in use it is a conflict', async () => {
    const admin = world.as(world.admin);
    const first = await inviteAccount(admin, {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'admin',
    });
    const second = await inviteAccount(admin, {
      name: 'Nina B.',
      email: 'nina@example.org',
      role: 'viewer',
    });
    expect(second.account).toMatchObject({ id: first.account.id, name: 'Nina B.', role: 'viewer' });
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(first.path), password }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      acceptInvitation(nobody(), { token: tokenIn(second.path), password }),
    ).resolves.toMatchObject({ role: 'viewer' });
    await expect(
      inviteAccount(admin, { name: 'x', email: 'nina@example.org', role: 'viewer' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { name: 'Nina B.' },
    });
  });
});

describe('accounts', () => {
  test('are managed by admins only', async () => {
    for (const actor of [world.editor, world.viewer, await world.key(['read', 'write', 'admin'])]) {
      const ctx = world.as(actor);
      await expect(
        inviteAccount(ctx, { name: 'x', email: 'x@example.org', role: 'admin' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(
        changeAccount(ctx, { id: idOf(world.viewer), version: 1, role: 'admin' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
    const key = await world.key(['read'], world.admin);
    await expect(
      changeAccount(world.as(key), { id: idOf(world.viewer), version: 1, role: 'admin' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listAccounts(nobody(), {})).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test('are listed page by page, each once', async () => {
    const ctx = world.as(world.viewer);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAccounts(ctx, { limit: 3, cursor });
      seen.push(...page.items.map((account) => account.name));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen.toSorted()).toEqual(['Edith', 'Olga', 'Otto', 'Rui']);
  });

  test('change by version, and someone must stay an admin', async () => {
    const ctx = world.as(world.operator);
    const nina = await joined();
    const promoted = await changeAccount(ctx, {
      id: nina.id,
      version: nina.version,
      role: 'admin',
      name: 'Nina B.',
    });
    expect(promoted).toMatchObject({ role: 'admin', name: 'Nina B.' });
    await expect(
      changeAccount(ctx, { id: nina.id, version: nina.version, name: 'x' }),
    ).rejects.toMatchObject({
      code: 'conflict',
      current: { name: 'Nina B.' },
    });
    // Olga was invited and has no password: Nina is the only admin who can sign in.
    await expect(
      changeAccount(ctx, { id: nina.id, version: promoted.version, role: 'viewer' }),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      changeAccount(ctx, { id: nina.id, version: promoted.version, isDisabled: true }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect((await listActivity(ctx, { subjectId: nina.id })).items[0]).toMatchObject({
      kind: 'account.changed',
      before: { role: 'editor' },
      after: { role: 'admin' },
    });
  });
});

describe('a team', () => {
  test('is set by an admin for anyone and by each for oneself, recorded, and taken back', async () => {
    const { id } = await joined();
    const nina: Context = {
      ...nobody(),
      actor: { type: 'account', accountId: id, name: 'Nina', role: 'viewer' },
    };
    const team = async () => (await viewSession(nina)).account;
    expect(await team()).toMatchObject({ team: null });
    const { version } = (await team()) ?? { version: 0 };
    expect(await setOwnTeam(nina, { version, team: '  Search ' })).toMatchObject({
      id,
      team: 'Search',
      version: version + 1,
      can: { change: false },
    });
    await expect(setOwnTeam(nina, { version, team: 'Data' })).rejects.toMatchObject({
      code: 'conflict',
      current: { team: 'Search' },
    });
    await expect(
      setOwnTeam(nina, { version: version + 1, team: 'x'.repeat(61) }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const named = await changeAccount(world.as(world.admin), {
      id,
      version: version + 1,
      team: 'Data',
    });
    expect(
      await changeAccount(world.as(world.admin), { id, version: named.version, name: 'Nina B.' }),
    ).toMatchObject({ team: 'Data' });
    expect(await setOwnTeam(nina, { version: named.version + 1, team: '' })).toMatchObject({
      team: null,
    });
    expect(
      (await listActivity(world.as(world.operator), { subjectId: id })).items[0],
    ).toMatchObject({
      kind: 'account.changed',
      by: { id },
      before: { team: 'Data' },
      after: { team: null },
    });
  });

  test('of somebody else is for an admin to set, and nobody says one without an account', async () => {
    const of = { id: idOf(world.viewer), version: 1, team: 'Search' };
    await expect(changeAccount(world.as(world.editor), of)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      setOwnTeam(world.as(await world.key(['read', 'write'])), of),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setOwnTeam(world.as(world.operator), of)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(setOwnTeam(nobody(), of)).rejects.toMatchObject({ code: 'not-signed-in' });
  });
});

describe('an API key', () => {
  const known = (key: string) => findActorByKey(nobody(), key);

  test('acts as its account within its scopes, until it is revoked, expires or its account is disabled', async () => {
    const ctx = world.as(world.editor);
    const made = await createApiKey(ctx, {
      name: 'ci',
      scopes: ['read', 'read', 'import'],
      expiresAt: '2026-03-03T09:00:00Z',
    });
    expect(await known(made.key)).toEqual({
      type: 'key',
      keyId: made.id,
      accountId: idOf(world.editor),
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
    expect(await known(made.key)).toBeNull();
    const other = await createApiKey(ctx, { name: 'ci', scopes: ['read'] });
    await expect(revokeApiKey(world.as(world.admin), { id: other.id })).rejects.toMatchObject({
      code: 'not-found',
    });
    await revokeApiKey(ctx, { id: other.id });
    expect(await known(other.key)).toBeNull();
    const third = await createApiKey(ctx, { name: 'ci', scopes: ['read'] });
    await changeAccount(world.as(world.operator), {
      id: idOf(world.editor),
      version: 1,
      isDisabled: true,
    });
    expect(await known(third.key)).toBeNull();
  });

  test('cannot make another one, nor do what its scope or the role of its account does not allow', async () => {
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
