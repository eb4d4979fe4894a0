import type { Routes } from '@debrief/contract';
import {
  declineMatch,
  listPeople,
  mergePersons,
  renamePerson,
  setRoles,
  splitIdentity,
} from '@debrief/core/people';
import type { Doors } from '../door.ts';

export const peopleDoors: Doors<Routes['people']> = {
  list: ({ ctx }, input) => listPeople(ctx, input),
  merge: ({ ctx }, input) => mergePersons(ctx, input),
  split: ({ ctx }, input) => splitIdentity(ctx, input),
  declineMatch: ({ ctx }, input) => declineMatch(ctx, input),
  rename: ({ ctx }, input) => renamePerson(ctx, input),
  setRoles: ({ ctx }, input) => setRoles(ctx, input),
};
