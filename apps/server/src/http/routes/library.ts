import type { Routes } from '@debrief/contract';
import {
  compareIncidents,
  factorElsewhere,
  libraryNames,
  searchLibrary,
} from '@debrief/core/library';
import type { Handlers } from '../handler.ts';

export const libraryHandlers: Handlers<Routes['library']> = {
  search: searchLibrary,
  names: libraryNames,
  elsewhere: factorElsewhere,
  compare: compareIncidents,
};
