import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const followUp = (says: string): ActivityDefinition => ({
  says,
  stale: ['follow-ups'],
  undo: 'follow-up',
});

export const followUpActivity = activityTable({
  'follow-up.added': followUp('added the follow-up {item}'),
  'follow-up.changed': followUp('changed the follow-up {item}'),
  'follow-up.removed': followUp('removed the follow-up {item}'),
  'follow-up.started': followUp('started the follow-up {item}'),
  'follow-up.put-back': followUp('stopped work on the follow-up {item}'),
  'follow-up.done': followUp('finished the follow-up {item}'),
  'follow-up.verified': followUp('verified the follow-up {item}'),
  'follow-up.wont-do': followUp('decided not to do the follow-up {item}'),
  'follow-up.reopened': followUp('reopened the follow-up {item}'),
  'follow-up.undone': followUp('undid a change to the follow-up {item}'),
});
