import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({
  says,
  stale: ['catalog'],
  undo: null,
  isUpkeep: true,
});

export const manualCheckActivity = activityTable({
  'manual-check.added': kind('added the manual check {item}'),
  'manual-check.changed': kind('changed the manual check {item}'),
  'manual-check.removed': kind('removed the manual check {before}'),
  'manual-check.undone': kind('undid a change to the manual check {item}'),
  'manual-check.imported': kind('imported manual checks from {after}'),
});
