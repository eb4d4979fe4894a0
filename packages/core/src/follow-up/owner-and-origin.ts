import { DomainError, type AddFollowUp, type FollowUpOwner } from '@debrief/contract';
import type { z } from 'zod';
import { accountsByIds } from '../account/index.ts';
import type { Context } from '../context.ts';
import { isSeenBy, type IncidentRow } from '../incident/index.ts';
import { loadOrigins } from '../investigation/index.ts';

/**
 * The owner as stored: an account with its name. Undefined stays undefined. Errors: `invalid` for
 * an account that does not exist, is disabled, or cannot see the incident: work that its owner
 * cannot see is not done.
 */
export async function checkOwner(
  ctx: Context,
  incident: IncidentRow,
  owner: z.output<typeof AddFollowUp>['owner'],
): Promise<FollowUpOwner | null | undefined> {
  if (owner?.type !== 'account') return owner;
  const [account] = await accountsByIds(ctx, [owner.accountId]);
  if (!account || account.is_disabled)
    throw invalidOwner('Account not found or disabled. Enter the person or the team instead.');
  if (!(await isSeenBy(ctx, incident, account.id)))
    throw invalidOwner(
      `${account.name} does not see this private incident. Make them a member first.`,
    );
  return { type: 'account', accountId: account.id, name: account.name };
}

function invalidOwner(message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at: 'owner', message }] });
}

/** Errors: `invalid` if the origin is not an active factor or decision of the incident. */
export async function checkOrigin(
  ctx: Context,
  incidentId: string,
  originId: string | null | undefined,
): Promise<void> {
  if (!originId) return;
  const origin = (await loadOrigins(ctx, [originId])).get(originId);
  if (origin?.incidentId === incidentId) return;
  const message =
    'A follow-up comes from a factor or a decision of this incident. Use one of them, or none.';
  throw new DomainError('invalid', message, { issues: [{ at: 'originId', message }] });
}
