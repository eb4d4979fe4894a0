export {
  incidentLine,
  insertBundledIncident,
  insertMilestones,
  milestoneLines,
  toOriginRef,
} from './bundle-rows.ts';
export { archiveIncident, unarchiveIncident } from './archive.ts';
export { incidentsAuthoredBy } from './authorship.ts';
export { changeIncident } from './change.ts';
export { declareIncident } from './declare.ts';
export { getIncident } from './get.ts';
export {
  deleteMilestone,
  detectedAt,
  listIncidentStarts,
  lockMilestone,
  loadMilestones,
  mitigationEventIds,
  saveMilestone,
} from './milestone-rows.ts';
export { enqueueRouting } from './enqueue-routing.ts';
export { addMember, listMembers, removeMember } from './members.ts';
export {
  deleteIncidentRow,
  lockIncident,
  lockVisibility,
  incidentByRef,
  incidentRows,
  incidentsByIds,
  listEarlierIncidents,
  listOpenIncidentIds,
  listRecentIncidents,
  listServiceWords,
  insertMember,
  isSeenBy,
  namedByIncidents,
  presentIncident,
  saveIncident,
  startDeletion,
  type EarlierIncident,
  type IncidentRow,
} from './rows.ts';
