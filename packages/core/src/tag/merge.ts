import { DomainError, MergeTag, SeparateTag, type Tag } from '@debrief/contract';
import { refuseMerge } from '@debrief/rules/tag';
import { authorize } from '../access/index.ts';
import { record } from '../activity/index.ts';
import { verb } from '../verb.ts';
import { presentTag } from './codebook.ts';
import {
  lockCodebook,
  recordedTag,
  refuseStaleTag,
  saveTag,
  tagById,
  toCodebookTag,
} from './rows.ts';

/**
 * Merges a tag into another one, which replaces it on all items, also of incidents that the actor
 * can't see. The items keep what they have, so separating restores everything. Two merges at once
 * can't form a circle. Errors: `invalid`, `not-found`, `forbidden`; `conflict` if one of the tags
 * was merged, or this one changed since.
 */
export const mergeTag = verb(MergeTag, async (ctx, { id, version, into }): Promise<Tag> => {
  await lockCodebook(ctx);
  const before = await authorize(ctx, 'tag:write', tagById(ctx, id));
  const target = await tagById(ctx, into);
  const refusal = refuseMerge(toCodebookTag(before), toCodebookTag(target));
  if (refusal !== null) throw new DomainError('conflict', refusal);
  refuseStaleTag(before, version);
  const row = await saveTag(ctx, before, { merged_into: into });
  await record(ctx, {
    kind: 'tag.merged',
    incidentId: null,
    subjectId: id,
    before: recordedTag(before),
    after: recordedTag(target),
  });
  return presentTag(ctx, row);
});

/**
 * Undoes the merge of a tag: its items have it again. Errors: `invalid`, `not-found`, `forbidden`;
 * `conflict` if it is not merged, or changed since.
 */
export const separateTag = verb(SeparateTag, async (ctx, { id, version }): Promise<Tag> => {
  await lockCodebook(ctx);
  const before = await authorize(ctx, 'tag:write', tagById(ctx, id));
  if (before.merged_into === null)
    throw new DomainError('conflict', `“${before.name}” is not merged into another tag.`);
  refuseStaleTag(before, version);
  const target = await tagById(ctx, before.merged_into);
  const row = await saveTag(ctx, before, { merged_into: null });
  await record(ctx, {
    kind: 'tag.separated',
    incidentId: null,
    subjectId: id,
    before: recordedTag(target),
    after: recordedTag(row),
  });
  return presentTag(ctx, row);
});
