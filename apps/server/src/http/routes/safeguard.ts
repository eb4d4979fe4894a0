import type { Routes } from '@debrief/contract';
import {
  addSafeguard,
  askGate,
  cancelDrill,
  editSafeguard,
  listFirings,
  listSafeguards,
  proveChecks,
  proveSafeguard,
  removeSafeguard,
  reportRun,
  undoSafeguardChange,
} from '@debrief/core/safeguard';
import { sendTestAlert } from '../../network/send-test-alert.ts';
import type { Handlers } from '../handler.ts';

export const safeguardHandlers: Handlers<Routes['safeguard']> = {
  list: listSafeguards,
  add: addSafeguard,
  change: editSafeguard,
  prove: proveSafeguard,
  proveChecks: (ctx, input, { file }) => proveChecks(ctx, input, file.upload),
  report: reportRun,
  gate: askGate,
  drill: (ctx, input, { deps }) => sendTestAlert(deps.fetch, ctx, input),
  cancelDrill,
  firings: listFirings,
  remove: removeSafeguard,
  undo: undoSafeguardChange,
};
