import { AddPolicy, ChangePolicy, DomainError, fitsSubject, type Policy } from '@debrief/contract';
import { z } from 'zod';
import { authorize, may, refuseUnless } from '../access/index.ts';
import { record } from '../activity/index.ts';
import type { Context } from '../context.ts';
import { verb } from '../verb.ts';
import { loadPolicies, readWithSamples, type PolicyRow } from './judges.ts';

const mostPolicies = 50;

/** In the order in which they were added. Errors: `not-signed-in`. */
export async function listPolicies(ctx: Context): Promise<{ items: Policy[] }> {
  refuseUnless(ctx, 'incident:read');
  return { items: (await loadPolicies(ctx)).map((row) => present(ctx, row)) };
}

function present(ctx: Context, { created_at: _, ...row }: PolicyRow): Policy {
  return { ...row, can: { change: may(ctx.actor, 'access:manage') } };
}

/** Errors: `invalid`, also for an expression without an answer, `forbidden`. */
export const addPolicy = verb(AddPolicy, async (ctx, { id, ...fields }): Promise<Policy> => {
  refuseUnless(ctx, 'access:manage');
  await checkExpression(fields);
  if ((await loadPolicies(ctx, fields.about)).length >= mostPolicies)
    throw new DomainError('invalid', `There are ${mostPolicies} policies. Remove one first.`);
  const row = await ctx.db
    .insertInto('policy')
    .values({ id: id ?? ctx.ids.next(), ...fields, created_at: ctx.clock.now() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return present(ctx, await policyById(ctx, id ?? ''));
  await recordPolicy(ctx, 'added', null, row);
  return present(ctx, row);
});

/** Errors: `invalid`, `not-found`, `forbidden`, `conflict`. */
export const changePolicy = verb(
  ChangePolicy,
  async (ctx, { id, version, ...fields }): Promise<Policy> => {
    const before = await authorize(ctx, 'access:manage', policyById(ctx, id));
    const { about } = before;
    const { depth = before.depth, sentence = before.sentence, expression } = fields;
    if (!fitsSubject({ about, depth, sentence }))
      throw new DomainError('invalid', 'Reviews need a depth, follow-ups a sentence.');
    if (expression !== undefined) await checkExpression({ expression, about });
    const row = await ctx.db
      .updateTable('policy')
      .set({ ...fields, version: version + 1 })
      .where('id', '=', id)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirst();
    if (!row)
      throw new DomainError('conflict', 'This policy changed after you opened it.', {
        current: present(ctx, await policyById(ctx, id)),
      });
    await recordPolicy(ctx, 'changed', before, row);
    return present(ctx, row);
  },
);

/** Errors: `not-found`, `forbidden`. */
export const removePolicy = verb(z.object({ id: z.string() }), async (ctx, { id }) => {
  const before = await authorize(ctx, 'access:manage', policyById(ctx, id));
  await ctx.db.deleteFrom('policy').where('id', '=', id).execute();
  await recordPolicy(ctx, 'removed', before, null);
});

async function policyById(ctx: Context, id: string): Promise<PolicyRow> {
  const row = await ctx.db
    .selectFrom('policy')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not-found', 'Policy not found.');
  return row;
}

async function checkExpression(policy: Pick<PolicyRow, 'expression' | 'about'>): Promise<void> {
  const { problem } = await readWithSamples(policy);
  if (problem !== null)
    throw new DomainError('invalid', problem, { issues: [{ at: 'expression', message: problem }] });
}

async function recordPolicy(
  ctx: Context,
  what: 'added' | 'changed' | 'removed',
  before: PolicyRow | null,
  after: PolicyRow | null,
): Promise<void> {
  const describe = (row: PolicyRow | null) =>
    row && {
      name: row.name,
      expression: row.expression,
      ...(row.about === 'review' ? { depth: row.depth } : { sentence: row.sentence }),
    };
  await record(ctx, {
    kind: `${after?.about ?? before?.about ?? 'review'}-policy.${what}`,
    incidentId: null,
    subjectId: after?.id ?? before?.id ?? null,
    before: describe(before),
    after: describe(after),
  });
}
