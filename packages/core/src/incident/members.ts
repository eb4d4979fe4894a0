import { type Member, DomainError } from '@debrief/contract';
import { accountById, accountsByIds } from '../account/index.ts';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { deleteMember, incidentByRef, insertMember, memberIds, type IncidentRow } from './rows.ts';

async function loadMembers(ctx: Context, incident: IncidentRow): Promise<Member[]> {
  const accounts = await accountsByIds(ctx, await memberIds(ctx, incident));
  return accounts.map((account) => ({
    accountId: account.id,
    name: account.name,
    email: account.email,
  }));
}

/** Who can see a private incident; empty if everyone can. Errors: `not-found`. */
export async function listMembers(
  ctx: Context,
  input: { incident: string },
): Promise<{ items: Member[] }> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  return { items: await loadMembers(ctx, incident) };
}

/** Errors: `not-found` (the incident or the account), `forbidden`, `conflict` if everyone can see the incident. */
export async function addMember(
  ctx: Context,
  input: { incident: string; accountId: string },
): Promise<Member> {
  return inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    if (incident.visibility === 'everyone')
      throw new DomainError('conflict', 'Everyone can see this incident. Make it private first.');
    const account = await accountById(ctx, input.accountId);
    const member = { accountId: account.id, name: account.name, email: account.email };
    if (await insertMember(ctx, incident, account.id)) {
      await record(ctx, {
        kind: 'incident.member-added',
        incidentId: incident.id,
        subjectId: incident.id,
        after: member,
      });
    }
    return member;
  });
}

/**
 * Errors: `not-found`, `forbidden`, `conflict` for the last member: at least one person must be
 * able to see the incident.
 */
export async function removeMember(
  ctx: Context,
  input: { incident: string; accountId: string },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
    const members = await loadMembers(ctx, incident);
    const member = members.find((candidate) => candidate.accountId === input.accountId);
    if (!member)
      throw new DomainError('not-found', "That account isn't a member of this incident.");
    if (members.length === 1)
      throw new DomainError(
        'conflict',
        'This is the last member. Add another member first, so that the incident stays visible to someone.',
      );
    await deleteMember(ctx, incident, input.accountId);
    await record(ctx, {
      kind: 'incident.member-removed',
      incidentId: incident.id,
      subjectId: incident.id,
      before: member,
    });
  });
}
