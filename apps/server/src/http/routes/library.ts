import type { Routes } from '@debrief/contract';
import * as library from '@debrief/core/library';
import { listHomeNotifications } from '@debrief/core/notification';
import type { Handlers } from '../handler.ts';

export const libraryHandlers: Handlers<Routes['library']> = {
  home: async (ctx) => ({
    ...(await library.readHome(ctx)),
    ...(await listHomeNotifications(ctx)),
  }),
  hideFirstSteps: library.hideFirstSteps,
  search: library.searchLibrary,
  names: library.libraryNames,
  elsewhere: library.factorElsewhere,
  compare: library.compareIncidents,
};
