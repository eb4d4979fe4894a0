import type { Routes } from '@debrief/contract';
import { compareIncidents, factorElsewhere, searchLibrary } from '@debrief/core/library';
import type { Doors } from '../door.ts';

export const libraryDoors: Doors<Routes['library']> = {
  search: ({ ctx }, input) => searchLibrary(ctx, input),
  elsewhere: ({ ctx }, input) => factorElsewhere(ctx, input),
  compare: ({ ctx }, input) => compareIncidents(ctx, input),
};
