import type { Routes } from '@debrief/contract';
import { listRecurrences } from '@debrief/core/library';
import {
  addSafeguard,
  askGate,
  cancelDrill,
  editSafeguard,
  listFirings,
  expectHeartbeat,
  listSafeguards,
  proveChecks,
  proveSafeguard,
  removeSafeguard,
  reportRun,
  sendHeartbeat,
  undoSafeguardChange,
} from '@debrief/core/safeguard';
import { checkPage } from '../../jobs/check-pages.ts';
import { sendTestAlert } from '../../network/send-test-alert.ts';
import type { Handlers } from '../handler.ts';

export const safeguardHandlers: Handlers<Routes['safeguard']> = {
  list: listSafeguards,
  add: addSafeguard,
  change: editSafeguard,
  prove: (ctx, input, { deps, request }) =>
    proveSafeguard(ctx, input, (urls) =>
      Promise.all(urls.map((url) => checkPage(deps.fetch, url, request.signal))),
    ),
  proveChecks: (ctx, input, { file }) => proveChecks(ctx, input, file.upload),
  report: reportRun,
  gate: askGate,
  drill: (ctx, input, { deps }) => sendTestAlert(deps.fetch, ctx, input),
  cancelDrill,
  firings: listFirings,
  recurrences: listRecurrences,
  expect: expectHeartbeat,
  beat: sendHeartbeat,
  remove: removeSafeguard,
  undo: undoSafeguardChange,
};
