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
import { get, patch, post, put } from '../route.ts';

export const peopleRoutes = {
  list: get('/api/incidents/{incident}/people', 'List the people in an incident', {
    input: ofIncident,
    output: People,
  }),
  merge: post('/api/incidents/{incident}/people/merge', 'Merge two people', {
    input: MergePersons,
    output: Participant,
  }),
  split: post(
    '/api/incidents/{incident}/people/split',
    'Split an identity off into a separate person',
    { input: SplitIdentity, output: Participant },
  ),
  declineMatch: post(
    '/api/incidents/{incident}/people/decline-match',
    'Mark two people as different',
    { input: DeclineMatch, output: null, status: 204 },
  ),
  rename: patch('/api/incidents/{incident}/people/{personId}', 'Rename a person', {
    input: RenamePerson,
    output: Participant,
  }),
  setRoles: put(
    '/api/incidents/{incident}/people/{personId}/roles',
    "Set a person's incident roles",
    { input: SetRoles, output: Participant },
  ),
} as const;
