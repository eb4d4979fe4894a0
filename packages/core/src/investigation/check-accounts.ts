import { DomainError, type DifferingAccount } from '@debrief/contract';
import type { Context } from '../context.ts';
import { eventTime } from '../timeline/index.ts';

/**
 * Checks that the events of the accounts are in the incident's timeline. An event that was removed
 * later can stay. Errors: `invalid`.
 */
export async function checkAccounts(
  ctx: Context,
  incidentId: string,
  accounts: readonly DifferingAccount[],
  keptIds: readonly string[] = [],
): Promise<void> {
  const issues: { at: string; message: string }[] = [];
  for (const [index, { eventId }] of accounts.entries())
    if (
      eventId !== null &&
      !keptIds.includes(eventId) &&
      !(await eventTime(ctx, incidentId, eventId))
    )
      issues.push({ at: `accounts.${index}.eventId`, message: 'Select an event of this incident' });
  if (issues.length > 0)
    throw new DomainError('invalid', 'An account refers to an event of another incident.', {
      issues,
    });
}
