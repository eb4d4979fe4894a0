import {
  DomainError,
  AddFiveWhys,
  LinkFactors,
  type FactorLink,
  type InvestigationChange,
} from '@debrief/contract';
import { authorize, incidentIdsSeenBy } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { inTransaction } from '../db/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { findAddedBefore, insertItem, loadActiveItem, recordChange } from '../item/index.ts';
import { beganAt } from '../timeline/index.ts';
import { findingItem } from './item.ts';
import { refuseUnlessFactors } from './rows.ts';
import { buildFinding, type FindingState } from '@debrief/rules/investigation';
import { verb } from '../verb.ts';

/**
 * Links a factor to another that it influences. Cycles are allowed; reads report them. Errors:
 * `invalid`, `not-found`, `forbidden`.
 */
export const linkFactors = verb(LinkFactors, async (ctx, input): Promise<FactorLink> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  await refuseUnlessFactors(ctx, incident.id, [input.from, input.to]);
  const made = await insertLink(ctx, incident.id, input);
  if (made.isNew)
    await record(ctx, {
      kind: 'factor.linked',
      incidentId: incident.id,
      subjectId: input.from,
      after: made.link,
    });
  return made.link;
});

async function insertLink(
  ctx: Context,
  incidentId: string,
  link: Pick<FactorLink, 'from' | 'to' | 'kind'>,
): Promise<{ link: FactorLink; isNew: boolean }> {
  const id = ctx.ids.next();
  const row = await ctx.db
    .insertInto('factor_link')
    .values({ id, incident_id: incidentId, from_id: link.from, to_id: link.to, kind: link.kind })
    .onConflict((conflict) =>
      conflict.columns(['from_id', 'to_id', 'kind']).doUpdateSet({ kind: link.kind }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    link: { id: row.id, from: link.from, to: link.to, kind: link.kind },
    isNew: row.id === id,
  };
}

/** Errors: `not-found`, `forbidden`. */
export async function unlinkFactors(ctx: Context, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const row = await ctx.db
      .selectFrom('factor_link')
      .selectAll()
      .where('id', '=', input.id)
      .where('incident_id', 'in', incidentIdsSeenBy(ctx))
      .executeTakeFirst();
    if (!row) throw new DomainError('not-found', 'This link was not found.');
    const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, row.incident_id));
    await ctx.db.deleteFrom('factor_link').where('id', '=', row.id).execute();
    await record(ctx, {
      kind: 'factor.unlinked',
      incidentId: incident.id,
      subjectId: row.from_id,
      before: { id: row.id, from: row.from_id, to: row.to_id, kind: row.kind },
    });
  });
}

/**
 * Adds five whys as one path of the factor graph: each answer led to the one before. None is *the*
 * cause. Repeating the request with the same `ids` does not add another path. Errors: `invalid`,
 * `not-found`, `forbidden`, `conflict` if an id is in use.
 */
export const addFiveWhys = verb(AddFiveWhys, async (ctx, input): Promise<InvestigationChange> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const { ids = [] } = input;
  const subjectId = input.outcomeId ?? ids[0];
  const request = { ids, subjectId, activity: 'factor.five-whys-added' as const };
  const added = await findAddedBefore(ctx, findingItem, incident, request);
  if (added) return added;
  const outcome = input.outcomeId
    ? (await loadActiveItem(ctx, findingItem, input.outcomeId)).state
    : null;
  if (outcome) await refuseUnlessFactors(ctx, incident.id, [outcome.id]);
  const at = outcome?.at ?? ((await beganAt(ctx, incident.id)) ?? ctx.clock.now()).toISOString();
  const statements = [...(input.outcome ? [input.outcome] : []), ...input.whys];
  const after: FindingState[] = [];
  for (const [index, statement] of statements.entries()) {
    const finding = buildFinding(
      { type: 'factor', incident: incident.id, statement, at, precision: 'about' },
      { rows: [], earliest: null },
      { id: ids[index] ?? ctx.ids.next(), stepId: '', by: actorRef(ctx.actor).name },
    );
    after.push(await insertItem(ctx, incident, findingItem, finding));
  }
  const path = [...(outcome ? [outcome.id] : []), ...after.map((finding) => finding.id)];
  for (const [index, to] of path.slice(0, -1).entries()) {
    const from = path[index + 1];
    if (from) await insertLink(ctx, incident.id, { from, to, kind: 'led-to' });
  }
  const change = { before: [], after };
  return recordChange(ctx, findingItem, incident, request.activity, path[0] ?? null, change);
});
