import {
  CodeItems,
  DomainError,
  DropCoder,
  SettleItem,
  type CodingRoundInFull,
  type ItemTag,
} from '@debrief/contract';
import { z } from 'zod';
import { authorize } from '../access/index.ts';
import { accountsByIds } from '../account/index.ts';
import { record } from '../activity/index.ts';
import { getAccountId, type Context } from '../context.ts';
import { inTransaction, jsonb } from '../db/index.ts';
import { verb } from '../verb.ts';
import { applyItemTags, recordItemTags } from './change-item-tags.ts';
import { presentRound } from './present-round.ts';
import { isDone, loadRound, type AnswerRow, type LoadedRound } from './round-rows.ts';

const OfRound = z.object({ id: z.uuid() });

/** Errors: `forbidden` for someone who is not a coder, `conflict` if they are done. */
function findOwn(ctx: Context, { coders }: LoadedRound): AnswerRow {
  const own = coders.find((coder) => coder.account_id === getAccountId(ctx.actor));
  if (!own) throw new DomainError('forbidden', 'Only the coders of a round can answer.');
  if (own.done_at !== null)
    throw new DomainError('conflict', 'You have finished this round, so your answers stay.');
  return own;
}

async function showRound(ctx: Context, id: string): Promise<CodingRoundInFull> {
  return presentRound(ctx, await loadRound(ctx, id));
}

/**
 * Saves your answers. The activity does not contain them, because others read it. Errors:
 * `invalid` for an item or a tag that is not in the round, `not-found`, `forbidden`, `conflict`.
 */
export const codeItems = verb(CodeItems, async (ctx, input): Promise<CodingRoundInFull> => {
  const loaded = await loadRound(ctx, input.id);
  const { round } = loaded;
  const incident = await authorize(ctx, 'comment:write', loaded.incident);
  const own = findOwn(ctx, loaded);
  const answers = { ...own.answers };
  for (const { id, tagIds } of input.answers) {
    checkAnswer(loaded, id, tagIds ?? []);
    if (tagIds === null) delete answers[id];
    else answers[id] = [...new Set(tagIds)];
  }
  await ctx.db
    .updateTable('coding_answer')
    .set({ answers: jsonb(answers) })
    .where('round_id', '=', round.id)
    .where('account_id', '=', own.account_id)
    .execute();
  await record(ctx, { kind: 'coding.saved', incidentId: incident.id, subjectId: round.id });
  return showRound(ctx, round.id);
});

function checkAnswer({ round }: LoadedRound, itemId: string, tagIds: readonly string[]): void {
  const refuse = (at: string, message: string) =>
    new DomainError('invalid', message, { issues: [{ at, message }] });
  if (!round.items.some((item) => item.id === itemId))
    throw refuse('answers', 'This item is not in the round.');
  if (!tagIds.every((id) => round.tag_ids.includes(id)))
    throw refuse('tagIds', 'This tag is not in the round.');
}

/** Finishes your coding; items without an answer stay open. Errors: `not-found`, `forbidden`, `conflict`. */
export const finishCoding = verb(OfRound, async (ctx, { id }): Promise<CodingRoundInFull> => {
  const loaded = await loadRound(ctx, id);
  const incident = await authorize(ctx, 'comment:write', loaded.incident);
  const own = findOwn(ctx, loaded);
  await ctx.db
    .updateTable('coding_answer')
    .set({ done_at: ctx.clock.now() })
    .where('round_id', '=', id)
    .where('account_id', '=', own.account_id)
    .execute();
  await record(ctx, { kind: 'coding.finished', incidentId: incident.id, subjectId: id });
  return showRound(ctx, id);
});

/**
 * Decides on an item's tags after the round: of the tags of the round, it gets these and loses the
 * others. Errors: `invalid`, `not-found`, `forbidden`; `conflict` while someone is coding, or if a
 * tag was archived.
 */
export const settleItem = verb(SettleItem, async (ctx, input): Promise<CodingRoundInFull> => {
  const loaded = await loadRound(ctx, input.id);
  const { round } = loaded;
  const incident = await authorize(ctx, 'incident:write', loaded.incident);
  if (!isDone(loaded.coders))
    throw new DomainError('conflict', 'Some coders are not done. Wait for them, or remove them.');
  checkAnswer(loaded, input.item, input.tagIds);
  const item = round.items.find(({ id }) => id === input.item);
  const toItemTag = (tagId: string): ItemTag[] => (item ? [{ ...item, tagId }] : []);
  const change = await applyItemTags(ctx, incident, {
    add: input.tagIds.flatMap(toItemTag),
    remove: round.tag_ids.filter((id) => !input.tagIds.includes(id)).flatMap(toItemTag),
  });
  await recordItemTags(ctx, incident, change);
  await ctx.db
    .updateTable('coding_round')
    .set({ settled_ids: jsonb([...new Set([...round.settled_ids, input.item])]) })
    .where('id', '=', round.id)
    .execute();
  await record(ctx, {
    kind: 'coding.settled',
    incidentId: incident.id,
    subjectId: round.id,
    after: { item: input.item },
  });
  return showRound(ctx, round.id);
});

/** Removes a coder who is not done, with their answers. Errors: `not-found`, `forbidden`, `conflict`. */
export const dropCoder = verb(DropCoder, async (ctx, input): Promise<CodingRoundInFull> => {
  const loaded = await loadRound(ctx, input.id);
  const incident = await authorize(ctx, 'incident:write', loaded.incident);
  const coder = loaded.coders.find((one) => one.account_id === input.accountId);
  if (!coder) throw new DomainError('not-found', 'Coder not found in this round.');
  if (coder.done_at !== null || loaded.coders.length < 3)
    throw new DomainError(
      'conflict',
      'A coder who is done stays, and a round needs two coders. Remove the round instead.',
    );
  await ctx.db
    .deleteFrom('coding_answer')
    .where('round_id', '=', input.id)
    .where('account_id', '=', input.accountId)
    .execute();
  const [account] = await accountsByIds(ctx, [input.accountId]);
  await record(ctx, {
    kind: 'coding.coder-removed',
    incidentId: incident.id,
    subjectId: input.id,
    before: { name: account?.name ?? '' },
  });
  return showRound(ctx, input.id);
});

/** Removes a round with all answers; tags on items stay. Errors: `not-found`, `forbidden`. */
export async function removeCoding(ctx: Context, { id }: { id: string }): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { incident: found } = await loadRound(ctx, id);
    const incident = await authorize(ctx, 'incident:write', found);
    await ctx.db.deleteFrom('coding_round').where('id', '=', id).execute();
    await record(ctx, { kind: 'coding.removed', incidentId: incident.id, subjectId: id });
  });
}
