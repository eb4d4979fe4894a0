import { activityTable, type ActivityDefinition } from '../activity-kind.ts';

const kind = (says: string): ActivityDefinition => ({ says, stale: ['home'], undo: null });

export const notificationActivity = activityTable({
  'notification.changed': kind('changed their notifications'),
  'notification.unsubscribed': kind('unsubscribed from emails'),
  'notification.feed-created': kind('created a feed address'),
  'notification.feed-revoked': kind('revoked their feed address'),
  'notification.test-sent': kind('sent a test email'),
});
