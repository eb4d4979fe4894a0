import { DomainError, type CommentMention } from '@debrief/contract';
import { accountsByIds } from '../account/index.ts';
import type { Context } from '../context.ts';
import { isSeenBy, type IncidentRow } from '../incident/index.ts';

/**
 * The mentioned accounts with their names. Errors: `invalid` for an account that doesn't exist, is
 * disabled, or can't see the incident, which it would learn about.
 */
export async function checkMentions(
  ctx: Context,
  incident: IncidentRow,
  accountIds: readonly string[] = [],
): Promise<CommentMention[]> {
  const wanted = [...new Set(accountIds)];
  const accounts = await accountsByIds(ctx, wanted);
  const active = accounts.filter((account) => !account.is_disabled);
  if (active.length < wanted.length)
    throw invalidMention('Account not found or disabled. Remove the mention.');
  for (const account of active)
    if (!(await isSeenBy(ctx, incident, account.id)))
      throw invalidMention(
        `${account.name} doesn't see this private incident. Add them as a member first.`,
      );
  return active.map(({ id, name }) => ({ accountId: id, name }));
}

function invalidMention(message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at: 'mentions', message }] });
}
