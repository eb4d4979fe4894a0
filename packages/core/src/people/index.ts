export {
  loadDeclinedMatchLines,
  insertDeclinedMatches,
  insertPersonRoles,
  personRoleLines,
} from './bundle-rows.ts';
export { listPeople, loadParticipants } from './list.ts';
export { declineMatch, mergePersons, renamePerson, splitIdentity } from './match.ts';
export { setRoles } from './set-roles.ts';
export { hasTakenPart } from './participation.ts';
export { plainName } from '@debrief/rules/people';
export { findSimilarPersons, filterVisiblePersons, type VisiblePerson } from './visible-persons.ts';
