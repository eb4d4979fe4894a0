import {
  AddReviewPolicy,
  ChangeReviewPolicy,
  DomainError,
  type AppliedPolicy,
  type ReviewFacts,
  type ReviewPolicy,
} from '@debrief/contract';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { verb } from '../verb.ts';
import { evaluatePolicy } from './evaluate.ts';
import type { ReviewTables } from './tables.ts';

type PolicyRow = Selectable<ReviewTables['review_policy']>;

const mostPolicies = 50;
/** The facts of an incident, to find out whether an expression has an answer. */
export const sampleFacts: ReviewFacts = {
  severity: 1,
  mode: 'standard',
  teams: 1,
  people: 1,
  messages: 1,
  minutes: 1,
  requests: 0,
  services: ['search'],
  triggers: [],
};

/** In the order in which they were added. Errors: `not-signed-in`. */
export async function listReviewPolicies(ctx: Context): Promise<{ items: ReviewPolicy[] }> {
  refuseUnless(ctx, 'incident:read');
  return { items: (await loadPolicies(ctx)).map((row) => present(ctx, row)) };
}

async function loadPolicies(ctx: Context): Promise<PolicyRow[]> {
  return ctx.db.selectFrom('review_policy').selectAll().orderBy('id').execute();
}

/** What each policy says about an incident. */
export async function applyPolicies(ctx: Context, facts: ReviewFacts): Promise<AppliedPolicy[]> {
  const applied: AppliedPolicy[] = [];
  for (const { id, name, depth, expression } of await loadPolicies(ctx))
    applied.push({ id, name, depth, ...(await evaluatePolicy(expression, facts)) });
  return applied;
}

function present(ctx: Context, { id, name, expression, depth, version }: PolicyRow): ReviewPolicy {
  return { id, name, expression, depth, version, can: { change: may(ctx.actor, 'access:manage') } };
}

/** Errors: `invalid`, also for an expression without an answer, `forbidden`. */
export const addReviewPolicy = verb(AddReviewPolicy, async (ctx, input): Promise<ReviewPolicy> => {
  refuseUnless(ctx, 'access:manage');
  await checkExpression(input.expression);
  if ((await loadPolicies(ctx)).length >= mostPolicies)
    throw new DomainError('invalid', `There are ${mostPolicies} policies. Remove one first.`);
  const { name, expression, depth } = input;
  const row = await ctx.db
    .insertInto('review_policy')
    .values({
      id: input.id ?? ctx.ids.next(),
      name,
      expression,
      depth,
      created_at: ctx.clock.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return present(ctx, await policyById(ctx, input.id ?? ''));
  await recordPolicy(ctx, 'review-policy.added', null, row);
  return present(ctx, row);
});

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changeReviewPolicy = verb(
  ChangeReviewPolicy,
  async (ctx, { id, version, ...fields }): Promise<ReviewPolicy> => {
    const before = await authorize(ctx, 'access:manage', policyById(ctx, id));
    if (fields.expression !== undefined) await checkExpression(fields.expression);
    const row = await ctx.db
      .updateTable('review_policy')
      .set({ ...fields, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirst();
    if (!row)
      throw new DomainError('conflict', 'This policy changed after you opened it.', {
        current: present(ctx, await policyById(ctx, id)),
      });
    await recordPolicy(ctx, 'review-policy.changed', before, row);
    return present(ctx, row);
  },
);

/** Errors: `not-found`, `forbidden`. */
export const removeReviewPolicy = verb(z.object({ id: z.string() }), async (ctx, { id }) => {
  const before = await authorize(ctx, 'access:manage', policyById(ctx, id));
  await ctx.db.deleteFrom('review_policy').where('id', '=', id).execute();
  await recordPolicy(ctx, 'review-policy.removed', before, null);
});

async function policyById(ctx: Context, id: string): Promise<PolicyRow> {
  const row = await ctx.db
    .selectFrom('review_policy')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Policy not found.');
  return row;
}

async function checkExpression(expression: string): Promise<void> {
  const { problem } = await evaluatePolicy(expression, sampleFacts);
  if (problem !== null)
    throw new DomainError('invalid', problem, { issues: [{ at: 'expression', message: problem }] });
}

async function recordPolicy(
  ctx: Context,
  kind: `review-policy.${'added' | 'changed' | 'removed'}`,
  before: PolicyRow | null,
  after: PolicyRow | null,
): Promise<void> {
  const describe = (row: PolicyRow | null) =>
    row && { name: row.name, expression: row.expression, depth: row.depth };
  await record(ctx, {
    kind,
    incidentId: null,
    subjectId: after?.id ?? before?.id ?? null,
    before: describe(before),
    after: describe(after),
  });
}
