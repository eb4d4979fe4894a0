import type { Routes } from '@debrief/contract';
import {
  declineMatch,
  listPeople,
  mergePersons,
  renamePerson,
  setRoles,
  splitIdentity,
} from '@debrief/core/people';
import type { Handlers } from '../handler.ts';

export const peopleHandlers: Handlers<Routes['people']> = {
  list: listPeople,
  merge: mergePersons,
  split: splitIdentity,
  declineMatch: declineMatch,
  rename: renamePerson,
  setRoles: setRoles,
};
