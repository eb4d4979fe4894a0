import { z } from 'zod';
import {
  AnswerQuestion,
  AskQuestion,
  Edition,
  ExportEdition,
  OfEdition,
  PublishEdition,
  ReaderQuestion,
  Readership,
  Readiness,
  SayLearned,
  UnpublishEdition,
  WithdrawQuestion,
} from './edition.ts';
import { ofIncident } from '../inputs.ts';
import { del, get, post, put } from '../route.ts';

const edition = '/api/incidents/{incident}/editions/{number}';

/** The doors of what is published of a report. */
export const editionRoutes = {
  readiness: get('/api/incidents/{incident}/report/readiness', 'Check a report before publishing', {
    input: ofIncident,
    output: Readiness,
  }),
  publish: post('/api/incidents/{incident}/editions', 'Publish the current report', {
    input: PublishEdition,
    output: Edition,
    status: 201,
  }),
  editions: get('/api/incidents/{incident}/editions', 'List published versions, newest first', {
    input: ofIncident,
    output: z.object({ items: z.array(Edition) }),
  }),
  edition: get(edition, 'Get a published version', { input: OfEdition, output: Edition }),
  unpublish: post(`${edition}/unpublish`, 'Unpublish a version, with a reason', {
    input: UnpublishEdition,
    output: Edition,
  }),
  exportEdition: get(
    '/api/incidents/{incident}/edition-file',
    'Download a published version (the newest by default) as Markdown, HTML or PDF',
    { input: ExportEdition, output: null, answer: 'file' },
  ),
  readership: get(`${edition}/readership`, 'Count the readers of a version, without names', {
    input: OfEdition,
    output: Readership,
  }),
  markRead: post(`${edition}/reads`, 'Count yourself as a reader, once', {
    scope: 'read',
    input: OfEdition,
    output: null,
    status: 204,
  }),
  learned: put(`${edition}/learned`, 'Mark that you learned something', {
    scope: 'read',
    input: SayLearned,
    output: Readership,
  }),
  notLearned: del(`${edition}/learned`, 'Clear what you learned', {
    scope: 'read',
    input: OfEdition,
    output: Readership,
  }),
  readerQuestions: get(
    '/api/incidents/{incident}/reader-questions',
    'List reader questions, unanswered first',
    { input: ofIncident, output: z.object({ items: z.array(ReaderQuestion) }) },
  ),
  ask: post(`${edition}/questions`, 'Ask a question about a version', {
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
