export {
  incidentLine,
  insertBundledIncident,
  insertMilestones,
  milestoneLines,
  originRefOf,
} from './bundle-rows.ts';
export { incidentsAuthoredBy } from './authored.ts';
export { changeIncident } from './change.ts';
export { declareIncident } from './declare.ts';
export { getIncident, listIncidents } from './list.ts';
export { clearMilestone, listMilestones, setMilestone } from './milestones.ts';
export { detectedAt, milestonesOf } from './milestone-rows.ts';
export { addMember, listMembers, removeMember } from './members.ts';
export { openIncident, restrictIncident } from './restrict.ts';
export {
  holdVisibility,
  incidentByRef,
  incidentRows,
  incidentsByIds,
  insertMember,
  isSeenBy,
  namedByIncidents,
  presentIncident,
  type IncidentRow,
} from './rows.ts';
