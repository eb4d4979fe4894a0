import { AddFinding, type InvestigationChange } from '@debrief/contract';
import { actorRef, type Context } from '../context.ts';
import { addItem } from '../item/index.ts';
import { parse } from '../parse.ts';
import { checkAccounts } from './check-accounts.ts';
import { checkCited } from './check-cited.ts';
import { findingItem } from './item.ts';
import { buildFinding } from '@debrief/rules/investigation';

/**
 * Adds a finding. Repeating the request with the same `id`
 * does not add another one. Errors: `invalid`, `not-found`, `forbidden`, `conflict` if the id is in
 * use.
 */
export async function addFinding(ctx: Context, raw: AddFinding): Promise<InvestigationChange> {
  const input = parse(AddFinding, raw);
  const { incident, id, type } = input;
  const activity = `${type}.added` as const;
  return addItem(ctx, findingItem, { incident, id, activity }, async (ctx, incident, id) => {
    const evidence = await checkCited(ctx, incident.id, input.citations ?? []);
    if (input.type === 'contradiction') await checkAccounts(ctx, incident.id, input.accounts);
    return buildFinding(input, evidence, {
      id,
      stepId: ctx.ids.next(),
      by: actorRef(ctx.actor).name,
    });
  });
}
