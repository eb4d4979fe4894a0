export { authorize, may, refuseUnless, type Authorized, type Permission } from './permissions.ts';
export { incidentIdsHiddenFrom, incidentIdsSeenBy, visibleIncidents } from './visibility.ts';
