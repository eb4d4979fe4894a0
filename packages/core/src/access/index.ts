export {
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
  incidentIdsSeenBy,
  refuseInArchive,
  visibleIncidents,
} from './visibility.ts';
