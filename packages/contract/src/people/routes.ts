import { z } from 'zod';
import { ofId, ofIncident } from '../inputs.ts';
import {
  AddDirectoryEntry,
  ChangeDirectoryEntry,
  DirectoryEntry,
  DirectoryImport,
  DirectoryPage,
  DirectoryProblems,
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
import {
  ImportSchedules,
  MatchOnCall,
  OnCallScheduleDetails,
  OnCallSchedules,
  OwnLoad,
  ReadSchedule,
  ScheduleImport,
  TeamLoads,
} from './on-call.ts';
import { PersonCard, ReadPersonCard } from './person-card.ts';
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
  card: get(
    '/api/incidents/{incident}/people/{personId}',
    'Show a person in an incident: profile, on call, how they came in, what they wrote',
    { input: ReadPersonCard, output: PersonCard },
  ),
  matchOnCall: put(
    '/api/incidents/{incident}/people/{personId}/on-call',
    'Set whether a person is someone in an on-call schedule',
    { input: MatchOnCall, output: null, status: 204 },
  ),
  schedules: get('/api/on-call/schedules', 'List on-call schedules', {
    scope: 'admin',
    input: z.object({}),
    output: OnCallSchedules,
  }),
  schedule: get(
    '/api/on-call/schedules/{id}',
    'Show the shifts, gaps and overlaps of an on-call schedule',
    { scope: 'admin', input: ReadSchedule, output: OnCallScheduleDetails },
  ),
  importSchedules: post('/api/on-call/schedules', 'Import on-call schedules', {
    scope: 'admin',
    input: ImportSchedules,
    output: ScheduleImport,
    body: 'file',
  }),
  removeSchedule: del('/api/on-call/schedules/{id}', 'Remove an on-call schedule', {
    scope: 'admin',
    input: ofId,
    output: null,
    status: 204,
  }),
  ownLoad: get('/api/on-call/load', 'Show your own on-call load', {
    input: z.object({}),
    output: OwnLoad,
  }),
  teamLoads: get('/api/on-call/teams', 'Show the on-call load of teams', {
    input: z.object({}),
    output: TeamLoads,
  }),
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
  addToDirectory: post('/api/directory/people', 'Add a person to the directory', {
    scope: 'admin',
    input: AddDirectoryEntry,
    output: DirectoryEntry,
    status: 201,
  }),
  changeInDirectory: patch('/api/directory/{id}', 'Change a person in the directory', {
    scope: 'admin',
    input: ChangeDirectoryEntry,
    output: DirectoryEntry,
  }),
  directoryProblems: get('/api/directory/problems', 'List what is unclear in the directory', {
    scope: 'admin',
    input: z.object({}),
    output: DirectoryProblems,
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
