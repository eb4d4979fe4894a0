import { DomainError, KeepNote, type KeptNotes } from '@debrief/contract';
import { isRuleOfLens } from '@debrief/prose/lens';
import { authorize, mayIn, type Authorized } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { actorRef, type Context } from '../context.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { loadActiveItem } from '../item/index.ts';
import { eventItem } from '../timeline/index.ts';
import { findingItem } from '../investigation/index.ts';
import { verb } from '../verb.ts';
import { keptRows } from './rows.ts';

/** The notes of an incident that were kept. Errors: `not-found`. */
export async function listKeptNotes(ctx: Context, input: { incident: string }): Promise<KeptNotes> {
  return presentKept(
    ctx,
    await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident)),
  );
}

async function presentKept(ctx: Context, incident: Authorized<IncidentRow>): Promise<KeptNotes> {
  return {
    items: (await keptRows(ctx, incident.id)).map((row) => ({
      targetKind: row.target_kind,
      targetId: row.target_id,
      rule: row.rule,
      sentence: row.sentence,
      keptAt: row.kept_at.toISOString(),
      keptBy: row.kept_by,
    })),
    can: { keep: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

type Place = Omit<ReturnType<(typeof KeepNote)['parse']>, 'incident'>;

/** Whether the event, finding or report is the incident's. */
async function belongsTo(ctx: Context, incidentId: string, target: Place): Promise<boolean> {
  if (target.targetKind === 'report') return target.targetId === incidentId;
  const item = await (target.targetKind === 'event'
    ? loadActiveItem(ctx, eventItem, target.targetId)
    : loadActiveItem(ctx, findingItem, target.targetId));
  return item?.incident.id === incidentId;
}

/**
 * Keeps the wording of a sentence: the rule does not ask anyone about it again. Errors:
 * `invalid` for an unknown rule, `not-found`, `forbidden`.
 */
export const keepNote = verb(KeepNote, async (ctx, input): Promise<KeptNotes> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  if (!isRuleOfLens(input.rule))
    throw new DomainError('invalid', `${input.rule} is not a rule of the lens.`, {
      issues: [{ at: 'rule', message: 'Name a rule of the lens' }],
    });
  if (!(await belongsTo(ctx, incident.id, input)))
    throw new DomainError('not-found', 'This text was not found in the incident.');
  const made = await ctx.db
    .insertInto('kept_note')
    .values({
      incident_id: incident.id,
      target_kind: input.targetKind,
      target_id: input.targetId,
      rule: input.rule,
      sentence: input.sentence,
      kept_at: ctx.clock.now(),
      kept_by: actorRef(ctx.actor),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('rule')
    .executeTakeFirst();
  if (made) await recordNote(ctx, 'lens.kept', incident, input);
  return presentKept(ctx, incident);
});

/** Lets the rule ask about a sentence again. Errors: `not-found`, `forbidden`. */
export const askAgain = verb(KeepNote, async (ctx, input): Promise<KeptNotes> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const removed = await ctx.db
    .deleteFrom('kept_note')
    .where('incident_id', '=', incident.id)
    .where('target_kind', '=', input.targetKind)
    .where('target_id', '=', input.targetId)
    .where('rule', '=', input.rule)
    .where('sentence', '=', input.sentence)
    .returning('rule')
    .executeTakeFirst();
  if (removed) await recordNote(ctx, 'lens.asked-again', incident, input);
  return presentKept(ctx, incident);
});

async function recordNote(
  ctx: Context,
  kind: 'lens.kept' | 'lens.asked-again',
  incident: Authorized<IncidentRow>,
  { targetKind, targetId, rule, sentence }: Place,
): Promise<void> {
  const note = { targetKind, targetId, rule, sentence };
  await record(ctx, {
    kind,
    incidentId: incident.id,
    subjectId: targetId,
    before: kind === 'lens.kept' ? null : note,
    after: kind === 'lens.kept' ? note : null,
  });
}
