import type { Routes } from '@debrief/contract';
import {
  addSafeguard,
  editSafeguard,
  listSafeguards,
  proveSafeguard,
  removeSafeguard,
  undoSafeguardChange,
} from '@debrief/core/safeguard';
import type { Handlers } from '../handler.ts';

export const safeguardHandlers: Handlers<Routes['safeguard']> = {
  list: listSafeguards,
  add: addSafeguard,
  change: editSafeguard,
  prove: proveSafeguard,
  remove: removeSafeguard,
  undo: undoSafeguardChange,
};
