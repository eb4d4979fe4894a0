import { z } from 'zod';
import {
  AlikeFactor,
  CompareIncidents,
  ComparedIncident,
  LibraryNames,
  LibraryPage,
  LibraryQuery,
} from './schema.ts';
import { ofId } from '../inputs.ts';
import { route } from '../route.ts';

export const libraryRoutes = {
  search: route({
    method: 'get',
    path: '/api/library',
    summary: 'Find anything of any incident: what matches best and is newest first',
    scope: 'read',
    input: LibraryQuery,
    output: LibraryPage,
  }),
  names: route({
    method: 'get',
    path: '/api/library/names',
    summary: 'The services and teams that the library can be filtered by',
    scope: 'read',
    input: null,
    output: LibraryNames,
  }),
  elsewhere: route({
    method: 'get',
    path: '/api/library/factors/{id}/elsewhere',
    summary: 'Factors of other incidents that are like this one, and why',
    scope: 'read',
    input: ofId,
    output: z.object({ items: z.array(AlikeFactor) }),
  }),
  compare: route({
    method: 'get',
    path: '/api/library/compare',
    summary: 'Two to five incidents side by side: how deep each was looked into',
    scope: 'read',
    input: CompareIncidents,
    output: z.object({ items: z.array(ComparedIncident) }),
  }),
} as const;
