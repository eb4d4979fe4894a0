export {
  bundledPeople,
  insertIdentities,
  insertPersons,
  linkMergedPersons,
} from './bundle-rows.ts';
export { identify, type KnownIdentity } from './identify.ts';
export {
  identitiesByIds,
  identityIdsOfPersons,
  joinPersons,
  movePersonsIntoCompartment,
  personById,
  personNames,
  savePersonName,
  separateIdentity,
  sourceIdsOfPerson,
} from './rows.ts';
