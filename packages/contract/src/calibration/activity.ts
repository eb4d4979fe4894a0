import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

/** What people answered is in none of these. */
const kind = (says: string): ActivityDefinition => ({
  says,
  stale: ['calibration', 'home'],
  undo: null,
});

export const calibrationActivity = activityTable({
  'calibration.sent': kind('asked {after} to check what the review says about them'),
  'calibration.withdrawn': kind('withdrew a request to check the review'),
  'calibration.link-replaced': kind('replaced the link of a request to check the review'),
  'calibration.finished': kind('finished checking what the review says about them'),
  'calibration.applied': kind('applied a change from calibration'),
  'calibration.commented': kind('added a comment from calibration'),
  'calibration.declined': kind('declined a change from calibration'),
});
