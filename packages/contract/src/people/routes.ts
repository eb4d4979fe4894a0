import { ofIncident } from '../inputs.ts';
import {
  DeclineMatch,
  MergePersons,
  Participant,
  People,
  RenamePerson,
  SetRoles,
  SplitIdentity,
} from './schema.ts';
import { route } from '../route.ts';

export const peopleRoutes = {
  list: route({
    method: 'get',
    path: '/api/incidents/{incident}/people',
    summary: 'List the people in an incident',
    scope: 'read',
    input: ofIncident,
    output: People,
  }),
  merge: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/merge',
    summary: 'Merge two people',
    scope: 'write',
    input: MergePersons,
    output: Participant,
  }),
  split: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/split',
    summary: 'Split an identity off into a person of its own',
    scope: 'write',
    input: SplitIdentity,
    output: Participant,
  }),
  declineMatch: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/decline-match',
    summary: 'Mark two people as different',
    scope: 'write',
    input: DeclineMatch,
    output: null,
    status: 204,
  }),
  rename: route({
    method: 'patch',
    path: '/api/incidents/{incident}/people/{personId}',
    summary: 'Rename a person',
    scope: 'write',
    input: RenamePerson,
    output: Participant,
  }),
  setRoles: route({
    method: 'put',
    path: '/api/incidents/{incident}/people/{personId}/roles',
    summary: "Set a person's incident roles",
    scope: 'write',
    input: SetRoles,
    output: Participant,
  }),
} as const;
