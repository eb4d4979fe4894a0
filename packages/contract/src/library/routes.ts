import { z } from 'zod';
import {
  SimilarFactor,
  CompareIncidents,
  ComparedIncident,
  LibraryNames,
  LibraryPage,
  LibraryQuery,
} from './schema.ts';
import { Home } from './home.ts';
import { ofId } from '../inputs.ts';
import { del, get } from '../route.ts';

export const libraryRoutes = {
  home: get('/api/home', 'Get what waits for you, your last incidents and new reports', {
    input: null,
    output: Home,
  }),
  hideFirstSteps: del('/api/home/first-steps', 'Hide the first steps on your home page', {
    scope: 'read',
    own: true,
    input: null,
    output: null,
    status: 204,
  }),
  search: get('/api/library', 'Search all incidents, by relevance or time', {
    input: LibraryQuery,
    output: LibraryPage,
  }),
  names: get('/api/library/names', 'List the names to filter the library by', {
    input: null,
    output: LibraryNames,
  }),
  elsewhere: get('/api/library/factors/{id}/elsewhere', 'Find similar factors in other incidents', {
    input: ofId,
    output: z.object({ items: z.array(SimilarFactor) }),
  }),
  compare: get('/api/library/compare', 'Compare two to five incidents', {
    input: CompareIncidents,
    output: z.object({ items: z.array(ComparedIncident) }),
  }),
} as const;
