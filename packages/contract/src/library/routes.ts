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
    summary: 'Search all incidents, sorted by relevance',
    scope: 'read',
    input: LibraryQuery,
    output: LibraryPage,
  }),
  names: route({
    method: 'get',
    path: '/api/library/names',
    summary: 'List the services and teams to filter the library by',
    scope: 'read',
    input: null,
    output: LibraryNames,
  }),
  elsewhere: route({
    method: 'get',
    path: '/api/library/factors/{id}/elsewhere',
    summary: 'Find similar factors in other incidents',
    scope: 'read',
    input: ofId,
    output: z.object({ items: z.array(AlikeFactor) }),
  }),
  compare: route({
    method: 'get',
    path: '/api/library/compare',
    summary: 'Compare two to five incidents',
    scope: 'read',
    input: CompareIncidents,
    output: z.object({ items: z.array(ComparedIncident) }),
  }),
} as const;
