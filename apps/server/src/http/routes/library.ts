import type { Routes } from '@debrief/contract';
import * as library from '@debrief/core/library';
import type { Handlers } from '../handler.ts';

export const libraryHandlers: Handlers<Routes['library']> = {
  search: library.searchLibrary,
  names: library.libraryNames,
  elsewhere: library.factorElsewhere,
  compare: library.compareIncidents,
};
