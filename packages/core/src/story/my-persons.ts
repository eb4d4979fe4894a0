import { type MyPerson, type WhoAmI, DomainError } from '@debrief/contract';
import { accountById } from '../account/index.ts';
import { authorize, refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { findSimilarPersons, filterVisiblePersons, type VisiblePerson } from '../people/index.ts';
import { ownAccount } from './rows.ts';

/**
 * Which people in the record the actor said they are, and further candidates. Only the actor can
 * read this.
 */
export async function whoAmI(ctx: Context): Promise<WhoAmI> {
  refuseUnless(ctx, 'story:read');
  return mySelf(ctx);
}

/** The ids of the people that the actor said they are; merged ones as their merged person. */
export async function listMyPersons(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('story_person')
    .select('person_id')
    .where('account_id', '=', ownAccount(ctx))
    .execute();
  const persons = await filterVisiblePersons(
    ctx,
    rows.map((row) => row.person_id),
  );
  return persons.map((person) => person.id);
}

async function mySelf(ctx: Context): Promise<WhoAmI> {
  const account = await accountById(ctx, ownAccount(ctx));
  const rows = await ctx.db
    .selectFrom('story_person')
    .select('person_id')
    .where('account_id', '=', account.id)
    .execute();
  const persons = await filterVisiblePersons(
    ctx,
    rows.map((row) => row.person_id),
  );
  const mine = new Set(persons.map((person) => person.id));
  const like = await findSimilarPersons(ctx, { name: account.name, email: account.email });
  return {
    persons: persons.map(toMyPerson),
    suggestions: like.filter((person) => !mine.has(person.id)).map(toMyPerson),
  };
}

function toMyPerson(person: VisiblePerson): MyPerson {
  return { personId: person.id, name: person.name, reason: person.reason };
}

/**
 * Saves that the actor is this person in the record. Errors: `not-found` for a person that the
 * actor cannot see.
 */
export async function setMe(ctx: Context, input: { personId: string }): Promise<WhoAmI> {
  return inTransaction(ctx, async (ctx) => {
    const accountId = ownAccount(ctx);
    const [person] = await authorize(
      ctx,
      'story:write',
      filterVisiblePersons(ctx, [input.personId]),
    );
    if (!person) throw new DomainError('not-found', "Person not found, or you don't have access.");
    await recordPerson(ctx, accountId, person.id);
    return mySelf(ctx);
  });
}

/** Stored with the account and nowhere else: who someone is in the record can be private. */
async function recordPerson(ctx: Context, accountId: string, personId: string): Promise<void> {
  await ctx.db
    .insertInto('story_person')
    .values({ account_id: accountId, person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Removes the statement that the actor is this person. */
export async function unsetMe(ctx: Context, input: { personId: string }): Promise<WhoAmI> {
  refuseUnless(ctx, 'story:write');
  const accountId = ownAccount(ctx);
  const persons = await filterVisiblePersons(ctx, [input.personId]);
  const ids = [input.personId, ...persons.flatMap((person) => person.mergedIds)];
  await ctx.db
    .deleteFrom('story_person')
    .where('account_id', '=', accountId)
    .where('person_id', 'in', ids)
    .execute();
  return mySelf(ctx);
}
