import { ofId, ofIncident } from '../inputs.ts';
import { del, get, post } from '../route.ts';
import {
  CodeItems,
  CodingRoundInFull,
  CodingRounds,
  DropCoder,
  SettleItem,
  StartCoding,
} from './schema.ts';

export const codingRoutes = {
  list: get('/api/incidents/{incident}/coding', 'List the rounds of coding', {
    input: ofIncident,
    output: CodingRounds,
  }),
  start: post('/api/incidents/{incident}/coding', 'Start a round of coding', {
    input: StartCoding,
    output: CodingRoundInFull,
    status: 201,
  }),
  get: get('/api/coding/{id}', 'Get a round of coding with your answers, or all if it is done', {
    input: ofId,
    output: CodingRoundInFull,
  }),
  code: post('/api/coding/{id}/answers', 'Save your answers', {
    input: CodeItems,
    output: CodingRoundInFull,
  }),
  finish: post('/api/coding/{id}/finish', 'Finish your coding', {
    input: ofId,
    output: CodingRoundInFull,
  }),
  settle: post('/api/coding/{id}/settle', 'Decide on the tags of an item after a round', {
    input: SettleItem,
    output: CodingRoundInFull,
  }),
  dropCoder: del('/api/coding/{id}/coders/{accountId}', 'Remove a coder who is not done', {
    input: DropCoder,
    output: CodingRoundInFull,
  }),
  remove: del('/api/coding/{id}', 'Remove a round of coding', {
    input: ofId,
    output: null,
    status: 204,
  }),
} as const;
