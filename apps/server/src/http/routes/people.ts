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
  card: people.readPersonCard,
  matchOnCall: people.matchOnCall,
  schedules: people.listSchedules,
  schedule: people.readSchedule,
  importSchedules: (ctx, input, { file }) => people.importSchedules(ctx, input, file.upload),
  removeSchedule: people.removeSchedule,
  ownLoad: people.readOwnLoad,
  teamLoads: people.readTeamLoads,
  directory: people.listDirectory,
  importDirectory: (ctx, input, { file }) => people.importDirectory(ctx, input, file.upload),
  addToDirectory: people.addToDirectory,
  changeInDirectory: people.changeInDirectory,
  directoryProblems: people.directoryProblems,
  removeFromDirectory: people.removeFromDirectory,
  clearDirectory: people.clearDirectory,
};
