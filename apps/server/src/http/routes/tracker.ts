import type { Routes } from '@debrief/contract';
import * as followUp from '@debrief/core/follow-up';
import { linkIssueByAddress, testTracker } from '../../trackers/ask-tracker.ts';
import type { Handlers } from '../handler.ts';

export const trackerHandlers: Handlers<Routes['tracker']> = {
  list: async (ctx, _input, { deps }) => ({
    items: await followUp.listTrackers(ctx),
    publicUrl: deps.config.publicUrl,
  }),
  connect: followUp.connectTracker,
  change: followUp.changeTracker,
  test: (ctx, input, { deps }) => testTracker(deps, ctx, input),
  remove: followUp.removeTracker,
  createIssue: followUp.createIssue,
  linkIssue: (ctx, input, { deps }) => linkIssueByAddress(deps, ctx, input),
  unlinkIssue: followUp.unlinkIssue,
  syncIssue: followUp.syncIssue,
};
