export {
  loadDeclinedMatchLines,
  insertDeclinedMatches,
  insertPersonRoles,
  personRoleLines,
} from './bundle-rows.ts';
export { importDirectory } from './directory/import-directory.ts';
export { clearDirectory, listDirectory, removeFromDirectory } from './directory/list-directory.ts';
export { matchProfile } from './directory/profiles.ts';
export { readInvolvement } from './involvement.ts';
export { listPeople } from './list.ts';
export { loadParticipants } from './participants.ts';
export { declineMatch, mergePersons, renamePerson, splitIdentity } from './match.ts';
export { setRoles } from './set-roles.ts';
export { hasTakenPart } from './participation.ts';
export { plainName } from '@debrief/rules/people';
export { findSimilarPersons, filterVisiblePersons, type VisiblePerson } from './visible-persons.ts';
