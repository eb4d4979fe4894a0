import type { routes } from '@debrief/contract';
import { noInputs, of, type Inputs } from './route-input.ts';

export const peopleInputs: { [Name in keyof (typeof routes)['people']]: Inputs } = {
  list: (target, given) => [...of()(target, given), { incident: given.open }],
  involvement: (target, given) => [...of()(target, given), { incident: given.open }],
  merge: (target, given) => [
    { incident: target.incident, into: target.personId, from: target.otherPersonId },
    { incident: given.open, into: target.personId, from: target.otherPersonId },
  ],
  split: (target, given) => [
    { incident: target.incident, identityId: target.identityId },
    { incident: given.open, identityId: target.identityId },
  ],
  declineMatch: (target, given) => [
    { incident: target.incident, personIds: [target.personId, target.otherPersonId] },
    { incident: given.open, personIds: [target.personId, target.otherPersonId] },
  ],
  rename: (target, given) => [
    { incident: target.incident, personId: target.personId, version: 1, name: 'x' },
    { incident: given.open, personId: target.personId, version: 1, name: 'x' },
  ],
  setRoles: (target, given) => [
    { incident: target.incident, personId: target.personId, version: 1, roles: ['scribe'] },
    { incident: given.open, personId: target.personId, version: 1, roles: ['scribe'] },
  ],
  matchProfile: (target, given) =>
    [target.incident, given.open].map((incident) => ({
      incident,
      personId: target.personId,
      entryId: target.evidenceId,
      isSame: true,
    })),
  card: (target, given) =>
    [target.incident, given.open].map((incident) => ({ incident, personId: target.personId })),
  matchOnCall: (target, given) =>
    [target.incident, given.open].map((incident) => ({
      incident,
      personId: target.personId,
      onCallPersonId: target.evidenceId,
      isSame: true,
    })),
  schedules: () => [{}],
  schedule: (target) => [{ id: target.evidenceId }],
  importSchedules: () => [{ name: 'on-call.ics' }],
  removeSchedule: (target) => [{ id: target.evidenceId }],
  ownLoad: () => [{}],
  teamLoads: () => [{}],
  directory: () => [{}],
  importDirectory: () => [{ name: 'people.csv' }],
  addToDirectory: noInputs,
  changeInDirectory: (target) => [{ id: target.evidenceId, name: 'x' }],
  directoryProblems: noInputs,
  removeFromDirectory: (target) => [{ id: target.evidenceId }],
  clearDirectory: noInputs,
};
