export {
  loadBundledPeople,
  insertIdentities,
  insertPersons,
  linkMergedPersons,
} from './bundle-rows.ts';
export { addIdentity, identify, listPersonIds, type KnownIdentity } from './identify.ts';
export {
  deleteUnusedPersons,
  identitiesByIds,
  listIdentityIds,
  joinPersons,
  movePersonsIntoCompartment,
  personById,
  personIdsNow,
  personNames,
  savePersonName,
  separateIdentity,
  listSourceIds,
} from './rows.ts';
