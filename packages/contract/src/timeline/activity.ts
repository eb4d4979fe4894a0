import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const event = (says: string): ActivityDefinition => ({
  says,
  stale: ['timeline', 'investigation'],
  undo: 'event',
});

export const timelineActivity = activityTable({
  'event.added': event('added the event {item}'),
  'event.changed': event('changed the event {item}'),
  'event.removed': event('removed the event {item}'),
  'event.merged': event('merged the events {before}'),
  'event.split': event('split the event {before}'),
  'event.undone': event('undid a change to the event {item}'),
});
