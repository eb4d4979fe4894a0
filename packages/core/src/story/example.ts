import { AddClaim, AddStory, DomainError, Id } from '@debrief/contract';
import { z } from 'zod';
import { changeAccount, inviteAccount, listAccounts } from '../account/index.ts';
import { refuseUnless } from '../access/index.ts';
import type { Context } from '../context.ts';
import { parse } from '../parse.ts';
import { addClaim } from './claims.ts';
import { setMe } from './my-persons.ts';
import { addStory } from './stories.ts';

/**
 * The ingredients of an example story: its owner, who they are in the record, and the input of each
 * verb.
 */
const ExampleStory = z.object({
  owner: z.object({ name: z.string(), email: z.email() }),
  personId: Id,
  story: AddStory.required({ id: true }),
  claims: z.array(AddClaim.omit({ id: true }).required({ claimId: true })),
});

/**
 * Adds a story that every account can read. It belongs to an account that can't sign in, so that it
 * belongs to no one. Adding it again completes it.
 */
export async function addExampleStory(ctx: Context, raw: unknown): Promise<void> {
  const plan = parse(ExampleStory, raw);
  refuseUnless(ctx, 'access:manage');
  const owner = await addDisabledAccount(ctx, plan.owner);
  const own: Context = {
    ...ctx,
    actor: { type: 'account', accountId: owner.id, name: owner.name, role: 'viewer' },
  };
  await setMe(own, { personId: plan.personId });
  await addStory(own, plan.story);
  for (const claim of plan.claims) await addClaim(own, { id: plan.story.id, ...claim });
  await ctx.db
    .updateTable('story')
    .set({ is_example: true })
    .where('id', '=', plan.story.id)
    .where('account_id', '=', owner.id)
    .execute();
}

async function addDisabledAccount(ctx: Context, owner: { name: string; email: string }) {
  const known = (await listAccounts(ctx, {})).items.find((one) => one.email === owner.email);
  const account = known ?? (await inviteAccount(ctx, { ...owner, role: 'viewer' })).account;
  if (known && !known.isInvited)
    throw new DomainError('conflict', `${owner.email} is the account of a person.`);
  if (account.isDisabled) return account;
  return changeAccount(ctx, { id: account.id, version: account.version, isDisabled: true });
}
