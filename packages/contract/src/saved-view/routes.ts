import { routeMakers } from '../route.ts';
import {
  AddSavedView,
  ChangeSavedView,
  RemoveSavedView,
  SavedView,
  SavedViewFilter,
  SavedViews,
} from './schema.ts';

/** Everyone can save their own views, whatever their role. */
const { get, post, patch, del } = routeMakers({ own: true });

export const savedViewRoutes = {
  list: get('/api/saved-views', 'List your views of a list, and shared ones', {
    input: SavedViewFilter,
    output: SavedViews,
  }),
  add: post('/api/saved-views', 'Save a view', {
    input: AddSavedView,
    output: SavedView,
    status: 201,
  }),
  change: patch('/api/saved-views/{id}', 'Rename, share or update your view', {
    input: ChangeSavedView,
    output: SavedView,
  }),
  remove: del('/api/saved-views/{id}', 'Remove your view', {
    input: RemoveSavedView,
    output: null,
    status: 204,
  }),
} as const;
