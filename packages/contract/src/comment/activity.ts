import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const comment = (says: string): ActivityDefinition => ({
  says,
  stale: ['comments'],
  undo: 'comment',
});

export const commentActivity = activityTable({
  'comment.added': comment('commented {item}'),
  'comment.replied': comment('replied {item}'),
  'comment.edited': comment('edited the comment {item}'),
  'comment.removed': comment('removed the comment {item}'),
  'comment.resolved': comment('resolved the comment {item}'),
  'comment.reopened': comment('reopened the comment {item}'),
  'comment.undone': comment('undid a change to the comment {item}'),
});
