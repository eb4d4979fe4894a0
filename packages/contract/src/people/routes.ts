import { z } from 'zod';
import { ofId, ofIncident } from '../inputs.ts';
import {
  DirectoryImport,
  DirectoryPage,
  ImportDirectory,
  ListDirectory,
  MatchProfile,
} from './directory.ts';
import {
  DeclineMatch,
  MergePersons,
  Participant,
  People,
  RenamePerson,
  SetRoles,
  SplitIdentity,
} from './schema.ts';
import { Involvement } from './involvement.ts';
import { del, get, patch, post, put } from '../route.ts';

export const peopleRoutes = {
  list: get('/api/incidents/{incident}/people', 'List the people in an incident', {
    input: ofIncident,
    output: People,
  }),
  involvement: get(
    '/api/incidents/{incident}/involvement',
    'Show who was there, called in or absent',
    { input: ofIncident, output: Involvement },
  ),
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
  matchProfile: put(
    '/api/incidents/{incident}/people/{personId}/profile',
    'Set whether a person is someone in the directory',
    { input: MatchProfile, output: null, status: 204 },
  ),
  directory: get('/api/directory', 'List the people in the directory', {
    scope: 'admin',
    input: ListDirectory,
    output: DirectoryPage,
  }),
  importDirectory: post('/api/directory', 'Import a directory of people from a CSV file', {
    scope: 'admin',
    input: ImportDirectory,
    output: DirectoryImport,
    body: 'file',
  }),
  removeFromDirectory: del('/api/directory/{id}', 'Remove a person from the directory', {
    scope: 'admin',
    input: ofId,
    output: null,
    status: 204,
  }),
  clearDirectory: del('/api/directory', 'Remove everyone from the directory', {
    scope: 'admin',
    input: z.object({}),
    output: null,
    status: 204,
  }),
} as const;
