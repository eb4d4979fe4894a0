import { FollowUp } from '../follow-up/schema.ts';
import { ofId } from '../inputs.ts';
import { del, get, patch, post, put } from '../route.ts';
import {
  ChangeTracker,
  ConnectTracker,
  CreateIssue,
  LinkIssue,
  NewTracker,
  Tracker,
  Trackers,
  TrackerTest,
} from './schema.ts';

export const trackerRoutes = {
  list: get('/api/trackers', 'List the trackers', {
    input: null,
    output: Trackers,
    // Only people who can use them see them.
    scope: 'write',
  }),
  connect: post('/api/trackers', 'Connect a tracker', {
    input: ConnectTracker,
    output: NewTracker,
    scope: 'admin',
    status: 201,
  }),
  change: patch('/api/trackers/{id}', 'Change the settings or the token of a tracker', {
    input: ChangeTracker,
    output: Tracker,
    scope: 'admin',
  }),
  test: post('/api/trackers/{id}/test', 'Ask a tracker for its project', {
    input: ofId,
    output: TrackerTest,
    scope: 'admin',
  }),
  remove: del('/api/trackers/{id}', 'Remove a tracker with its links; issues stay', {
    input: ofId,
    output: null,
    scope: 'admin',
    status: 204,
  }),
  createIssue: post('/api/follow-ups/{id}/issue', 'Create an issue from a follow-up', {
    input: CreateIssue,
    output: FollowUp,
    status: 202,
  }),
  linkIssue: put('/api/follow-ups/{id}/issue', 'Link an existing issue to a follow-up', {
    input: LinkIssue,
    output: FollowUp,
  }),
  unlinkIssue: del('/api/follow-ups/{id}/issue', 'Unlink the issue of a follow-up', {
    input: ofId,
    output: FollowUp,
  }),
  syncIssue: post('/api/follow-ups/{id}/issue/sync', 'Sync the issue of a follow-up now', {
    input: ofId,
    output: FollowUp,
    status: 202,
  }),
} as const;
