import type { Routes } from '@debrief/contract';
import {
  compareIncidents,
  factorElsewhere,
  libraryNames,
  searchLibrary,
} from '@debrief/core/library';
import type { Doors } from '../door.ts';

export const libraryDoors: Doors<Routes['library']> = {
  search: ({ ctx }, input) => searchLibrary(ctx, input),
  names: ({ ctx }) => libraryNames(ctx),
  elsewhere: ({ ctx }, input) => factorElsewhere(ctx, input),
  compare: ({ ctx }, input) => compareIncidents(ctx, input),
};
