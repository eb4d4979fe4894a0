import type { Routes } from '@debrief/contract';
import * as savedView from '@debrief/core/saved-view';
import type { Handlers } from '../handler.ts';

export const savedViewHandlers: Handlers<Routes['saved-view']> = {
  list: savedView.listSavedViews,
  add: savedView.addSavedView,
  change: savedView.changeSavedView,
  remove: savedView.removeSavedView,
};
