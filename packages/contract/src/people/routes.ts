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
    summary: 'The people behind the record',
    scope: 'read',
    input: ofIncident,
    output: People,
  }),
  merge: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/merge',
    summary: 'Say that two persons are one',
    scope: 'write',
    input: MergePersons,
    output: Participant,
  }),
  split: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/split',
    summary: 'Give an identity a person of its own',
    scope: 'write',
    input: SplitIdentity,
    output: Participant,
  }),
  declineMatch: route({
    method: 'post',
    path: '/api/incidents/{incident}/people/decline-match',
    summary: 'Say that two persons are not one',
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
    summary: 'Say what somebody was in an incident',
    scope: 'write',
    input: SetRoles,
    output: Participant,
  }),
} as const;
