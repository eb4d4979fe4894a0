import { ofId, ofIncidentAt } from '../inputs.ts';
import { del, get, patch, post } from '../route.ts';
import {
  ChangeEvent,
  MergeEvents,
  AddEvent,
  RemoveEvent,
  SplitEvent,
  Timeline,
  TimelineChange,
  TimelineEvent,
  UndoChange,
} from './schema.ts';

export const timelineRoutes = {
  list: get('/api/incidents/{incident}/timeline', 'List the timeline of an incident', {
    input: ofIncidentAt,
    output: Timeline,
  }),
  get: get('/api/timeline/{id}', 'Get a timeline event', { input: ofId, output: TimelineEvent }),
  add: post(
    '/api/incidents/{incident}/timeline',
    'Add evidence to the timeline, or an event from memory',
    { input: AddEvent, output: TimelineChange, status: 201 },
  ),
  change: patch('/api/timeline/{id}', 'Edit a timeline event', {
    input: ChangeEvent,
    output: TimelineChange,
  }),
  remove: del('/api/timeline/{id}', 'Remove a timeline event (can be undone)', {
    input: RemoveEvent,
    output: TimelineChange,
  }),
  merge: post('/api/incidents/{incident}/timeline/merge', 'Merge timeline events', {
    input: MergeEvents,
    output: TimelineChange,
  }),
  split: post('/api/timeline/{id}/split', 'Split a timeline event by its citations', {
    input: SplitEvent,
    output: TimelineChange,
  }),
  undo: post('/api/timeline/undo', 'Undo a change to the timeline', {
    input: UndoChange,
    output: TimelineChange,
  }),
} as const;
