export {
  loadDeclinedMatchLines,
  insertDeclinedMatches,
  insertPersonRoles,
  personRoleLines,
} from './bundle-rows.ts';
export { importDirectory } from './directory/import-directory.ts';
export { clearDirectory, listDirectory, removeFromDirectory } from './directory/list-directory.ts';
export { addToDirectory, changeInDirectory } from './directory/change-directory.ts';
export { searchDirectory } from './directory/search-directory.ts';
export { directoryProblems } from './directory/directory-problems.ts';
export { readOwnLoad, readTeamLoads } from './on-call/load.ts';
export { importSchedules, removeSchedule } from './on-call/import-schedules.ts';
export { listSchedules, readSchedule } from './on-call/list-schedules.ts';
export { matchOnCall } from './on-call/people-on-call.ts';
export { loadExposure, type Exposure } from './on-call/exposure.ts';
export { readPersonCard } from './person-card.ts';
export { findLeftNames } from './directory/left-owners.ts';
export { readReaderRole } from './directory/reader-role.ts';
export { loadProfiles, matchProfile } from './directory/profiles.ts';
export { readInvolvement } from './involvement.ts';
export { listPeople } from './list.ts';
export { loadParticipants } from './participants.ts';
export { declineMatch, mergePersons, renamePerson, splitIdentity } from './match.ts';
export { setRoles } from './set-roles.ts';
export { hasTakenPart } from './participation.ts';
export { plainName } from '@debrief/rules/people';
export { findSimilarPersons, filterVisiblePersons, type VisiblePerson } from './visible-persons.ts';
