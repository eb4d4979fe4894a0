import {
  type AddFollowUp,
  type FollowUpChange,
  type FollowUpOwner,
  DomainError,
} from '@debrief/contract';
import type { KeptFollowUp } from '@debrief/rules/follow-up';
import type { z } from 'zod';
import { accountsByIds } from '../account/index.ts';
import type { Authorized } from '../access/index.ts';
import type { Context } from '../context.ts';
import { isSeenBy, type IncidentRow } from '../incident/index.ts';
import { originsOf } from '../inquiry/index.ts';
import { presentFollowUps } from './rows.ts';

/** The follow-ups that a change touched, as it found and as it left them. */
export interface FollowUpsChange {
  before: KeptFollowUp[];
  after: KeptFollowUp[];
}

export async function presentChange(
  ctx: Context,
  incident: Authorized<IncidentRow>,
  change: FollowUpsChange,
  activityId: string,
): Promise<FollowUpChange> {
  const standing = change.after.filter((one) => !one.isRemoved).map((one) => one.id);
  return {
    followUps: await presentFollowUps(ctx, incident, standing),
    removed: change.after.filter((one) => one.isRemoved).map((one) => one.id),
    activityId,
  };
}

/**
 * The owner as it is kept: an account with its name. Undefined stays undefined.
 * Errors: `invalid` for an account that is not there, is disabled, or does not see the incident: work that nobody can see is not done.
 */
export async function ownerOf(
  ctx: Context,
  incident: IncidentRow,
  owner: z.output<typeof AddFollowUp>['owner'],
): Promise<FollowUpOwner | null | undefined> {
  if (owner?.type !== 'account') return owner;
  const [account] = await accountsByIds(ctx, [owner.accountId]);
  if (!account || account.is_disabled)
    throw refused('Account not found or disabled. Name the person or the team instead.');
  if (!(await isSeenBy(ctx, incident, account.id)))
    throw refused(`${account.name} can't see this private incident. Add them as a member first.`);
  return { type: 'account', accountId: account.id, name: account.name };
}

function refused(message: string): DomainError {
  return new DomainError('invalid', message, { issues: [{ at: 'owner', message }] });
}

/** Errors: `invalid` where the origin is no standing factor or decision of the incident. */
export async function checkOrigin(
  ctx: Context,
  incidentId: string,
  originId: string | null | undefined,
): Promise<void> {
  if (!originId) return;
  const origin = (await originsOf(ctx, [originId])).get(originId);
  if (origin?.incidentId === incidentId) return;
  const message =
    'Follow-ups can only come from a factor or a decision in this incident. Select one of them, or none.';
  throw new DomainError('invalid', message, { issues: [{ at: 'originId', message }] });
}
