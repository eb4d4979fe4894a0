import {
  describeOnServer,
  testServerDatabase,
  testWorld,
  type ServerDatabase,
  type World,
} from '@debrief/testkit';
import { afterAll, beforeAll } from 'vitest';
import type { Context } from './context.ts';

export let database: ServerDatabase;
export let world: World;
/** An editor. */
export let ctx: Context;

/** A suite on a PostgreSQL server, with a database and a world of its own. */
export function describeServerWorld(name: string, suite: () => void): void {
  describeOnServer(name, () => {
    beforeAll(async () => {
      database = await testServerDatabase();
      world = await testWorld(database.store);
      ctx = world.as(world.editor);
    });
    afterAll(() => database[Symbol.asyncDispose]());
    suite();
  });
}
