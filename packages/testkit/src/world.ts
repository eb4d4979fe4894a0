import type { KeyScope, Role } from '@debrief/contract';
import { createApiKey, inviteAccount } from '@debrief/core/account';
import { createIds, silentLog, type Actor, type Context } from '@debrief/core/context';
import type { Store } from '@debrief/core/db';
import { testClock, type TestClock } from './clock.ts';
import { testDatabase } from './database.ts';

/** A Debrief with people: the start of a verb's test. */
export interface World {
  store: Store;
  clock: TestClock;
  admin: Actor;
  editor: Actor;
  viewer: Actor;
  /** An editor who is a member of nothing: private incidents do not exist for them. */
  outsider: Actor;
  operator: Actor;
  anonymous: Actor;
  /** A context with this actor. */
  as(actor: Actor): Context;
  /** An API key of an account (default: the editor's), as an actor. */
  key(scopes: KeyScope[], holder?: Actor): Promise<Actor>;
}

/** Jobs do not run here: they only add their row. */
const noJobs = { add: async () => {} };

const system: Actor = { type: 'system', name: 'test' };

/** On the worker's database, emptied; or on the given store. */
export async function testWorld(given?: Store): Promise<World> {
  const store = given ?? (await testDatabase());
  const clock = testClock();
  const ids = createIds(clock);
  const as = (actor: Actor): Context => ({
    db: store.db,
    actor,
    clock,
    ids,
    log: silentLog,
    jobs: noJobs,
    requestId: null,
  });
  const invite = async (name: string, role: Role): Promise<Actor> => {
    const { account } = await inviteAccount(as(system), {
      name,
      email: `${name.toLowerCase()}@example.org`,
      role,
    });
    return { type: 'account', accountId: account.id, name: account.name, role: account.role };
  };
  const editor = await invite('Edith', 'editor');
  return {
    store,
    clock,
    as,
    admin: await invite('Olga', 'admin'),
    editor,
    viewer: await invite('Rui', 'viewer'),
    outsider: await invite('Otto', 'editor'),
    operator: { type: 'operator', name: 'operator' },
    anonymous: { type: 'anonymous' },
    async key(scopes, holder = editor) {
      if (holder.type !== 'account') throw new Error('An API key belongs to an account.');
      const made = await createApiKey(as(holder), { name: 'test key', scopes });
      return {
        type: 'key',
        keyId: made.id,
        accountId: holder.accountId,
        name: `${holder.name} (${made.name})`,
        role: holder.role,
        scopes,
      };
    },
  };
}
