export { authorshipColumns, authorshipLine } from './authorship.ts';
export {
  activityNamedInHistory,
  historyPage,
  insertHistory,
  latestActivityIn,
} from './bundle-rows.ts';
export { idsInHistory } from './ids-in-history.ts';
export { historyNaming, historyOfKinds, maskHistory, type HistoryRow } from './mask-history.ts';
export { activityChannel, record, type NewActivity } from './record.ts';
export {
  activityById,
  eraseHistory,
  loadSubjectActivity,
  activitySince,
  hasActedIn,
  hasDoneIn,
  lastActorName,
  loadAnchors,
  hasDoneSince,
  newestActivityId,
  listActivity,
  newestOwnActivity,
  ownActivityById,
} from './rows.ts';
export { incidentsChangedBy, kindsDoneBy } from './own-work.ts';
export { hoursWorkedOn } from './worked-hours.ts';
