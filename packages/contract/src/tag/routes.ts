import { ofIncident } from '../inputs.ts';
import { get, patch, post } from '../route.ts';
import {
  AddTag,
  ChangeItemTags,
  ChangeTag,
  Codebook,
  IncidentTags,
  ItemTagsChange,
  MergeTag,
  SeparateTag,
  Tag,
} from './schema.ts';

export const tagRoutes = {
  codebook: get('/api/tags', 'List the tags of the codebook', { input: null, output: Codebook }),
  add: post('/api/tags', 'Add a tag to the codebook', { input: AddTag, output: Tag, status: 201 }),
  change: patch('/api/tags/{id}', 'Rename, define, archive or unarchive a tag', {
    input: ChangeTag,
    output: Tag,
  }),
  merge: post('/api/tags/{id}/merge', 'Merge a tag into another one', {
    input: MergeTag,
    output: Tag,
  }),
  separate: post('/api/tags/{id}/separate', 'Undo the merge of a tag', {
    input: SeparateTag,
    output: Tag,
  }),
  ofIncident: get('/api/incidents/{incident}/tags', 'List the tags on items of an incident', {
    input: ofIncident,
    output: IncidentTags,
  }),
  changeItems: post('/api/incidents/{incident}/tags', 'Add and remove tags of items', {
    input: ChangeItemTags,
    output: ItemTagsChange,
  }),
} as const;
