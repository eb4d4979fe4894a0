export {
  archivedConflict,
  authorize,
  may,
  mayIn,
  refuseUnless,
  type Authorized,
  type Permission,
} from './permissions.ts';
export {
  archivedIncidentIds,
  incidentIdsHiddenFrom,
  incidentIdsNamed,
  incidentIdsSeenBy,
  type IncidentNaming,
  refuseInArchive,
  visibleIncidents,
} from './visibility.ts';
