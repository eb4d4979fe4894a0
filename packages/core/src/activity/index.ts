export { activityChannel, record, type NewActivity } from './record.ts';
export { activityById, activityOfSubject, activitySince, latestActivityId, listActivity, newestOwnActivity } from './rows.ts';
