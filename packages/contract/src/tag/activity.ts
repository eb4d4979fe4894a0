import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({ says, stale: ['tags'], undo: null });

/** Tags of the codebook, with their texts. */
export const codebookActivity = activityTable({
  'tag.added': { ...kind('added the tag {after}'), isUpkeep: true },
  'tag.changed': { ...kind('changed the tag {before}'), isUpkeep: true },
  'tag.archived': { ...kind('archived the tag {after}'), isUpkeep: true },
  'tag.unarchived': { ...kind('unarchived the tag {after}'), isUpkeep: true },
  'tag.merged': { ...kind('merged the tag {before} into {after}'), isUpkeep: true },
  'tag.separated': { ...kind('separated the tag {after} from {before}'), isUpkeep: true },
});

/** Tags on items of an incident, with their names. */
export const itemTagActivity = activityTable({
  'item-tags.added': kind('tagged items with {after}'),
  'item-tags.removed': kind('removed the tags {before} from items'),
  'item-tags.changed': kind('changed the tags {before} of items to {after}'),
});

export const tagActivity = { ...codebookActivity, ...itemTagActivity };
