import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({ says, stale: ['saved-views'], undo: null });

export const savedViewActivity = activityTable({
  'saved-view.added': kind('saved the view {after}'),
  'saved-view.changed': kind('changed the view {after}'),
  'saved-view.removed': kind('removed the view {before}'),
});
