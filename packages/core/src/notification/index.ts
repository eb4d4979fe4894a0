export {
  claimEmail,
  collectEmails,
  failEmail,
  finishEmail,
  scheduleEmails,
  type OutgoingEmail,
} from './email.ts';
export { readFeed } from './feed.ts';
export { listHomeNotifications, listNotifications } from './list.ts';
export {
  changeNotificationSettings,
  createFeed,
  listEmailProblems,
  markNotificationsRead,
  readNotificationSettings,
  recordTestEmail,
  revokeFeed,
  unsubscribe,
} from './settings.ts';
export { listWaiting } from './waiting-list.ts';
