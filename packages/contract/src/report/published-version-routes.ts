import { z } from 'zod';
import {
  AddVersionUse,
  AnswerQuestion,
  AskQuestion,
  PublishedVersion,
  ExportVersion,
  VersionKey,
  PublishVersion,
  ReaderQuestion,
  MarkRead,
  Readership,
  Readiness,
  SayLearned,
  UnpublishVersion,
  WithdrawQuestion,
} from './published-version.ts';
import { VersionUse, VersionUseKey } from './version-use.ts';
import { ofIncident, ofIncidentAt } from '../inputs.ts';
import { del, get, post, put } from '../route.ts';

const version = '/api/incidents/{incident}/versions/{number}';

export const publishedVersionRoutes = {
  readiness: get('/api/incidents/{incident}/report/readiness', 'Check a report before publishing', {
    input: ofIncidentAt,
    output: Readiness,
  }),
  publish: post('/api/incidents/{incident}/versions', 'Publish the current report', {
    input: PublishVersion,
    output: PublishedVersion,
    status: 201,
  }),
  versions: get('/api/incidents/{incident}/versions', 'List published versions, newest first', {
    input: ofIncident,
    output: z.object({ items: z.array(PublishedVersion) }),
  }),
  version: get(version, 'Get a published version', { input: VersionKey, output: PublishedVersion }),
  unpublish: post(`${version}/unpublish`, 'Unpublish a version, with a reason', {
    input: UnpublishVersion,
    output: PublishedVersion,
  }),
  exportVersion: get(
    '/api/incidents/{incident}/version-file',
    'Download a published version (the newest by default) as Markdown, HTML or PDF',
    { input: ExportVersion, output: null, answer: 'file' },
  ),
  readership: get(`${version}/readership`, 'Count the readers of a version, without names', {
    input: VersionKey,
    output: Readership,
  }),
  addUse: post(`${version}/uses`, 'Add what a review was used in', {
    own: true,
    input: AddVersionUse,
    output: VersionUse,
    status: 201,
  }),
  removeUse: del('/api/version-uses/{id}', 'Remove what a review was used in', {
    own: true,
    input: VersionUseKey,
    output: VersionUse,
  }),
  restoreUse: post('/api/version-uses/{id}/restore', 'Restore what a review was used in', {
    own: true,
    input: VersionUseKey,
    output: VersionUse,
  }),
  markRead: post(`${version}/reads`, 'Count yourself as a reader, once', {
    scope: 'read',
    input: MarkRead,
    output: null,
    status: 204,
  }),
  learned: put(`${version}/learned`, 'Mark that you learned something', {
    scope: 'read',
    input: SayLearned,
    output: Readership,
  }),
  notLearned: del(`${version}/learned`, 'Clear what you learned', {
    scope: 'read',
    input: VersionKey,
    output: Readership,
  }),
  readerQuestions: get(
    '/api/incidents/{incident}/reader-questions',
    'List reader questions, unanswered first',
    { input: ofIncident, output: z.object({ items: z.array(ReaderQuestion) }) },
  ),
  ask: post(`${version}/questions`, 'Ask a question about a version', {
    scope: 'read',
    input: AskQuestion,
    output: ReaderQuestion,
    status: 201,
  }),
  answer: post('/api/reader-questions/{id}/answer', 'Answer a reader question', {
    input: AnswerQuestion,
    output: ReaderQuestion,
  }),
  withdraw: del('/api/reader-questions/{id}', 'Withdraw your question', {
    scope: 'read',
    input: WithdrawQuestion,
    output: null,
    status: 204,
  }),
} as const;
