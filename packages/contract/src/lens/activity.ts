import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({ says, stale: ['lens'], undo: null });

export const lensActivity = activityTable({
  'lens.kept': kind('kept wording as it is'),
  'lens.asked-again': kind('turned a question about wording on again'),
});
