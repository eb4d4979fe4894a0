import type { Routes } from '@debrief/contract';
import * as people from '@debrief/core/people';
import type { Handlers } from '../handler.ts';

export const peopleHandlers: Handlers<Routes['people']> = {
  list: people.listPeople,
  involvement: people.readInvolvement,
  merge: people.mergePersons,
  split: people.splitIdentity,
  declineMatch: people.declineMatch,
  rename: people.renamePerson,
  setRoles: people.setRoles,
  matchProfile: people.matchProfile,
  directory: people.listDirectory,
  importDirectory: (ctx, input, { file }) => people.importDirectory(ctx, input, file.upload),
  removeFromDirectory: people.removeFromDirectory,
  clearDirectory: people.clearDirectory,
};
