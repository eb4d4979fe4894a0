import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({ says, stale: ['coding'], undo: null });

/** Without answers: those stay hidden until all coders are done. */
export const codingActivity = activityTable({
  'coding.started': kind('started a round of coding'),
  'coding.saved': kind('coded items'),
  'coding.finished': kind('finished coding'),
  'coding.settled': kind('decided on the tags of an item'),
  'coding.coder-removed': kind('removed {before} from a round of coding'),
  'coding.removed': kind('removed a round of coding'),
});
