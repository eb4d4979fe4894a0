import type { Routes } from '@debrief/contract';
import * as manualCheck from '@debrief/core/manual-check';
import type { Handlers } from '../handler.ts';

export const manualCheckHandlers: Handlers<Routes['manual-check']> = {
  list: manualCheck.listManualChecks,
  add: manualCheck.addManualCheck,
  change: manualCheck.changeManualCheck,
  remove: manualCheck.removeManualCheck,
  undo: manualCheck.undoManualCheckChange,
  import: (ctx, input, { file }) => manualCheck.importManualChecks(ctx, input, file.upload),
};
