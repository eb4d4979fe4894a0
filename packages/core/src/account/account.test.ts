import { testWorld, type World } from '@debrief/testkit';
import { beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../activity/index.ts';
import type { Actor, Context } from '../context.ts';
import type { Store } from '../db/index.ts';
import { acceptInvitation, inviteAccount, resetPassword, viewInvitation } from './invite.ts';
import { changePassword, endOtherSessions, listSessions } from './own-sessions.ts';
import { findActorBySession, signIn, signOut, viewSession } from './session.ts';
import { changeAccount, listAccounts, changeOwnAccount } from './accounts.ts';
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

const anonymous = () => world.as(world.anonymous);
const getAccountId = (actor: Actor) => (actor.type === 'account' ? actor.accountId : '');
const tokenIn = (path: string) =>
  new URL(path, 'http://debrief.test').searchParams.get('token') ?? '';
const getCookie = (headers: Headers) =>
  new Headers({
    cookie: headers
      .getSetCookie()
      .map((line) => line.split(';', 1)[0])
      .join('; '),
  });

/** An invited person who has set a password. */
async function addJoinedAccount(email = 'nina@example.org') {
  const invitation = await inviteAccount(world.as(world.admin), {
    name: 'Nina',
    email,
    role: 'editor',
  });
  return acceptInvitation(anonymous(), { token: tokenIn(invitation.path), password });
}

const enter = async (
  email: string,
  given: string,
  from: { address?: string; device?: string | null } = {},
) => {
  const client = { address: '192.0.2.1', device: null, headers: new Headers(), ...from };
  return signIn(anonymous(), signOn, { email, password: given }, client);
};

describe('the first account', () => {
  let store: Store;
  let ctx: Context;
  beforeEach(async () => {
    store = world.store;
    // A database without accounts: removes the accounts of the test world.
    await store.db.deleteFrom('account').execute();
    ctx = anonymous();
  });
  const claim = (token: string) =>
    createFirstAdmin(ctx, { token, name: 'Ada', email: 'Ada@Example.org', password });

  test('is created once with the one-time link, and is an admin', async () => {
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

  test('is created only once when two people use the link at the same time', async () => {
    const token = (await createSetupToken(ctx)) ?? '';
    const both = await Promise.allSettled([claim(token), claim(token)]);
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('is created only with the newest link', async () => {
    const [old, fresh] = [(await createSetupToken(ctx)) ?? '', (await createSetupToken(ctx)) ?? ''];
    await expect(claim(old)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(claim(fresh)).resolves.toMatchObject({ role: 'admin' });
  });

  test('can still be created after the operator invited others, with another address than theirs', async () => {
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

  test('requires a password, a name and an address, and reports all at once', async () => {
    await expect(
      createFirstAdmin(ctx, { token: 'x', name: ' ', email: 'nobody', password: 'short' }),
    ).rejects.toMatchObject({
      code: 'invalid',
      issues: [{ at: 'name' }, { at: 'email' }, { at: 'password' }],
    });
  });
});

describe('signing in', () => {
  test('accepts an email in any case with its password, and ends on sign-out', async () => {
    const account = await addJoinedAccount();
    const headers = getCookie((await enter('NINA@example.org', password)).headers);
    expect(await findActorBySession(anonymous(), signOn, headers)).toEqual({
      type: 'account',
      accountId: account.id,
      name: 'Nina',
      role: 'editor',
    });
    await signOut(anonymous(), signOn, headers);
    expect(await findActorBySession(anonymous(), signOn, headers)).toEqual({ type: 'anonymous' });
  });

  test('gives the same error for a wrong password, an unknown address, an account without password and a disabled one', async () => {
    const account = await addJoinedAccount();
    const refusals = [
      await enter('nina@example.org', 'wrong wrong wrong').catch(String),
      await enter('no@example.org', password).catch(String),
      await enter('rui@example.org', password).catch(String),
    ];
    const headers = getCookie((await enter('nina@example.org', password)).headers);
    await changeAccount(world.as(world.admin), {
      id: account.id,
      version: account.version,
      isDisabled: true,
    });
    expect(await findActorBySession(anonymous(), signOn, headers)).toEqual({ type: 'anonymous' });
    refusals.push(await enter('nina@example.org', password).catch(String));
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('Wrong email');
  });

  test('blocks an address for 15 minutes after ten failures, however many arrive at once', async () => {
    await addJoinedAccount();
    const attempts = await Promise.allSettled(
      Array.from({ length: 25 }, () => enter('nina@example.org', 'wrong wrong wrong')),
    );
    const codes = attempts.map((one) =>
      one.status === 'rejected' && one.reason instanceof Error && 'code' in one.reason
        ? one.reason.code
        : 'signed in',
    );
    expect(codes.filter((code) => code === 'not-signed-in')).toHaveLength(10);
    expect(codes.filter((code) => code === 'too-many')).toHaveLength(15);
    await expect(enter('nina@example.org', password)).rejects.toMatchObject({ code: 'too-many' });
    await expect(enter('other@example.org', password)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    world.clock.advance(15 * 60_000);
    await expect(enter('nina@example.org', password)).resolves.toHaveProperty('device');
  });

  test('resets the count after a correct password', async () => {
    await addJoinedAccount();
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
    const accept = () => acceptInvitation(anonymous(), { token: tokenIn(path), password });
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
      acceptInvitation(anonymous(), { token: tokenIn(late.path), password }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('expired on 9 Mar 2026'),
    });
  });

  test('works before there is an admin; the link of the first account is not an invitation, and says so', async () => {
    await world.store.db.updateTable('account').set({ role: 'editor' }).execute();
    const setupLink = (await createSetupToken(world.as(world.operator))) ?? '';
    const { path } = await inviteAccount(world.as(world.operator), {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'viewer',
    });
    await expect(
      acceptInvitation(anonymous(), { token: setupLink, password }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('/welcome'),
    });
    await expect(
      acceptInvitation(anonymous(), { token: tokenIn(path), password }),
    ).resolves.toMatchObject({ name: 'Nina', isInvited: false });
    await expect(
      createFirstAdmin(anonymous(), {
        token: setupLink,
        name: 'Ada',
        email: 'ada@example.org',
        password,
      }),
    ).resolves.toMatchObject({ role: 'admin' });
  });

  test('does not work for a disabled account, but does once that is enabled again', async () => {
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
      acceptInvitation(anonymous(), { token: tokenIn(path), password }),
    ).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('disabled'),
    });
    await changeAccount(admin, { id: account.id, version: disabled.version, isDisabled: false });
    await expect(
      acceptInvitation(anonymous(), { token: tokenIn(path), password }),
    ).resolves.toMatchObject({ isInvited: false });
  });

  test('sent again replaces the link, the name and the role; it is a conflict for an active account', async () => {
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
      acceptInvitation(anonymous(), { token: tokenIn(first.path), password }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      acceptInvitation(anonymous(), { token: tokenIn(second.path), password }),
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
        changeAccount(ctx, { id: getAccountId(world.viewer), version: 1, role: 'admin' }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    }
    const key = await world.key(['read'], world.admin);
    await expect(
      changeAccount(world.as(key), { id: getAccountId(world.viewer), version: 1, role: 'admin' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listAccounts(anonymous(), {})).rejects.toMatchObject({ code: 'not-signed-in' });
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

  test('change by version, and one admin must remain', async () => {
    const ctx = world.as(world.operator);
    const nina = await addJoinedAccount();
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
    // Olga was invited but has no password: Nina is the only admin who can sign in.
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

test('a name is changed by its owner, and the team stays', async () => {
  const { id, version } = await addJoinedAccount();
  const nina: Context = {
    ...anonymous(),
    actor: { type: 'account', accountId: id, name: 'Nina', role: 'viewer' },
  };
  const changed = await changeOwnAccount(nina, { version, name: '  Nina Simon ' });
  expect(changed).toMatchObject({ id, name: 'Nina Simon', team: null, version: version + 1 });
  await expect(changeOwnAccount(nina, { version: version + 1, name: ' ' })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('a time zone is set by each person and by an admin, and must exist', async () => {
  const { id, version } = await addJoinedAccount();
  const nina: Context = {
    ...anonymous(),
    actor: { type: 'account', accountId: id, name: 'Nina', role: 'viewer' },
  };
  const zone = 'Europe/Berlin';
  expect(await changeOwnAccount(nina, { version, zone })).toMatchObject({ zone, team: null });
  expect((await viewSession(nina)).account).toMatchObject({ zone });
  await expect(
    changeOwnAccount(nina, { version: version + 1, zone: 'Europe/Atlantis' }),
  ).rejects.toMatchObject({ code: 'invalid' });
  await expect(
    changeAccount(world.as(world.editor), { id, version: version + 1, zone }),
  ).rejects.toMatchObject({ code: 'forbidden' });
  expect(
    await changeAccount(world.as(world.admin), { id, version: version + 1, zone: null }),
  ).toMatchObject({ zone: null, name: 'Nina' });
});

describe('a team', () => {
  test('is set by an admin for anyone and by each person for themselves, recorded, and cleared', async () => {
    const { id } = await addJoinedAccount();
    const nina: Context = {
      ...anonymous(),
      actor: { type: 'account', accountId: id, name: 'Nina', role: 'viewer' },
    };
    const team = async () => (await viewSession(nina)).account;
    expect(await team()).toMatchObject({ team: null });
    const { version } = (await team()) ?? { version: 0 };
    expect(await changeOwnAccount(nina, { version, team: '  Search ' })).toMatchObject({
      id,
      team: 'Search',
      version: version + 1,
      can: { change: false },
    });
    await expect(changeOwnAccount(nina, { version, team: 'Data' })).rejects.toMatchObject({
      code: 'conflict',
      current: { team: 'Search' },
    });
    await expect(
      changeOwnAccount(nina, { version: version + 1, team: 'x'.repeat(61) }),
    ).rejects.toMatchObject({ code: 'invalid' });
    const named = await changeAccount(world.as(world.admin), {
      id,
      version: version + 1,
      team: 'Data',
    });
    expect(
      await changeAccount(world.as(world.admin), { id, version: named.version, name: 'Nina B.' }),
    ).toMatchObject({ team: 'Data' });
    expect(await changeOwnAccount(nina, { version: named.version + 1, team: '' })).toMatchObject({
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

  test('is set for others only by an admin, and never without an account', async () => {
    const of = { id: getAccountId(world.viewer), version: 1, team: 'Search' };
    await expect(changeAccount(world.as(world.editor), of)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      changeOwnAccount(world.as(await world.key(['read', 'write'])), of),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(changeOwnAccount(world.as(world.operator), of)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(changeOwnAccount(anonymous(), of)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
  });
});

describe('attempts', () => {
  const wrong = (email: string, from: { address?: string; device?: string | null } = {}) =>
    enter(email, 'wrong wrong wrong', from).catch((error: { code?: string }) => error.code);

  test('of one client lock out neither another nor a browser that signed in before', async () => {
    await addJoinedAccount();
    const { device } = await enter('nina@example.org', password, { address: '198.51.100.7' });
    for (let attempt = 0; attempt < 11; attempt += 1) await wrong('nina@example.org');
    expect(await wrong('nina@example.org')).toBe('too-many');
    await enter('nina@example.org', password, { address: '198.51.100.7' });
    // Simulates failures from a hundred other machines.
    await world.store.db
      .updateTable('sign_in_attempt')
      .set({ failures: 100 })
      .where('key', '=', 'account nina@example.org')
      .execute();
    const from = { address: '203.0.113.200' };
    expect(await wrong('nina@example.org', from)).toBe('too-many');
    await expect(enter('nina@example.org', password, { ...from, device })).resolves.toHaveProperty(
      'device',
    );
    expect(await wrong('nina@example.org', { ...from, device: `${device}x` })).toBe('too-many');
  });

  test('of one client on many accounts are also limited, and their counters are deleted', async () => {
    const codes: unknown[] = [];
    for (let account = 0; account < 32; account += 1)
      codes.push(await wrong(`invented${account}@example.org`));
    expect(codes.filter((code) => code === 'too-many')).toHaveLength(2);
    world.clock.advance(60 * 60_000);
    await wrong('nina@example.org');
    const rows = await world.store.db.selectFrom('sign_in_attempt').selectAll().execute();
    expect(rows).toHaveLength(3);
  });

  test('with a clock that was ahead do not lock for longer than others', async () => {
    world.clock.advance(365 * 86_400_000);
    for (let attempt = 0; attempt < 12; attempt += 1) await wrong('nina@example.org');
    world.clock.advance(-365 * 86_400_000);
    expect(await wrong('nina@example.org')).toBe('not-signed-in');
  });
});

describe('a password', () => {
  test('is refused if it is common, or derived from what is known of its owner', async () => {
    const { path } = await inviteAccount(world.as(world.admin), {
      name: 'Nina Pocock',
      email: 'nina.pocock@example.org',
      role: 'viewer',
    });
    for (const weak of ['aaaaaaaaaa', '1234567890', 'password12', 'Debrief123', 'nina.pocock'])
      await expect(
        acceptInvitation(anonymous(), { token: tokenIn(path), password: weak }),
      ).rejects.toMatchObject({ code: 'invalid', issues: [{ at: 'password' }] });
    await acceptInvitation(anonymous(), { token: tokenIn(path), password });
  });

  test('is changed by its owner, who is signed out everywhere else', async () => {
    await addJoinedAccount();
    const [here, there] = [
      getCookie((await enter('nina@example.org', password)).headers),
      getCookie((await enter('nina@example.org', password)).headers),
    ];
    const self = world.as(await findActorBySession(anonymous(), signOn, here));
    const change = (current: string) =>
      changePassword(self, signOn, { current, password: 'a new long password' }, here);
    await expect(change('not mine at all')).rejects.toMatchObject({ issues: [{ at: 'current' }] });
    await change(password);
    expect(await findActorBySession(anonymous(), signOn, there)).toEqual({ type: 'anonymous' });
    expect((await listSessions(self, signOn, here)).items).toMatchObject([
      { isCurrent: true, address: '192.0.2.1' },
    ]);
    await enter('nina@example.org', 'a new long password');
    await endOtherSessions(self, signOn, here);
    expect((await listSessions(self, signOn, here)).items).toHaveLength(1);
  });

  test('is reset by an admin: sessions end, the old one stops working, a link sets a new one once', async () => {
    const account = await addJoinedAccount();
    const headers = getCookie((await enter('nina@example.org', password)).headers);
    const self = world.as(await findActorBySession(anonymous(), signOn, headers));
    await expect(resetPassword(self, account)).rejects.toMatchObject({ code: 'forbidden' });
    const { path } = await resetPassword(world.as(world.operator), account);
    expect(await findActorBySession(anonymous(), signOn, headers)).toEqual({ type: 'anonymous' });
    await expect(enter('nina@example.org', password)).rejects.toMatchObject({
      code: 'not-signed-in',
    });
    const token = tokenIn(path);
    await acceptInvitation(anonymous(), { token, password: 'a new long password' });
    await expect(
      acceptInvitation(anonymous(), { token, password: 'a new long password' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await enter('nina@example.org', 'a new long password');
  });
});

test('the database contains neither session tokens nor the signing key', async () => {
  await addJoinedAccount();
  const { headers } = await enter('nina@example.org', password);
  const token = /session_token=([^.;]+)/.exec(headers.getSetCookie().join())?.[1] ?? '';
  const rows = await world.store.db.selectFrom('session').selectAll().execute();
  expect(token.length).toBeGreaterThan(20);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test('a session ends after a week without use, and after 30 days in any case', async () => {
  await addJoinedAccount();
  const headers = getCookie((await enter('nina@example.org', password)).headers);
  const session = world.store.db.updateTable('session');
  await session
    .set({ created_at: new Date(world.clock.now().getTime() - 31 * 86_400_000) })
    .execute();
  expect(await findActorBySession(anonymous(), signOn, headers)).toEqual({ type: 'anonymous' });
});

describe('a link', () => {
  test('names the inviter before a password is set, and only while it works', async () => {
    const { path } = await inviteAccount(world.as(world.admin), {
      name: 'Nina',
      email: 'nina@example.org',
      role: 'editor',
    });
    const token = tokenIn(path);
    expect(await viewInvitation(anonymous(), { token })).toMatchObject({
      name: 'Nina',
      email: 'nina@example.org',
      role: 'editor',
      invitedBy: world.admin.type === 'account' ? world.admin.name : null,
      isReset: false,
    });
    await acceptInvitation(anonymous(), { token, password });
    for (const used of [token, 'never made'])
      await expect(viewInvitation(anonymous(), { token: used })).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('already used'),
      });
  });
});
