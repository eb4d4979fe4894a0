export {
  bundledPeople,
  insertDeclinedMatches,
  insertIdentities,
  insertPersonRoles,
  insertPersons,
  linkMergedPersons,
  personRoleLines,
} from './bundle-rows.ts';
export { identify, type KnownIdentity, type NamedIdentity } from './identify.ts';
export { listPeople, participantsOf } from './list.ts';
export { declineMatch, mergePersons, renamePerson, splitIdentity } from './match.ts';
export { setRoles } from './set-roles.ts';
export { tookPartByEmail } from './took-part.ts';
export {
  identitiesByIds,
  identityIdsOfPersons,
  movePersonsIntoCompartment,
  personNames,
} from './rows.ts';
export { plainName } from './matching.ts';
export { personsLike, personsSeenAmong, type PersonSeen } from './seen.ts';
