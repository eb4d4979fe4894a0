import { ofIncident } from '../inputs.ts';
import { get, routeMakers } from '../route.ts';
import { RemoveEvent, UndoChange } from '../timeline/schema.ts';
import {
  AddComment,
  CommentChange,
  Comments,
  EditComment,
  ReplyToComment,
  ResolveComment,
  WaitingComments,
  WaitingCommentsFilter,
} from './schema.ts';

/** Everyone who can see an incident can comment, whatever their role. */
const { post, patch, del } = routeMakers({ own: true });

export const commentRoutes = {
  list: get('/api/incidents/{incident}/comments', 'List the comments of an incident', {
    input: ofIncident,
    output: Comments,
  }),
  waiting: get('/api/comments/waiting', 'List comments that wait for your answer', {
    input: WaitingCommentsFilter,
    output: WaitingComments,
  }),
  add: post('/api/incidents/{incident}/comments', 'Add a comment', {
    input: AddComment,
    output: CommentChange,
    status: 201,
  }),
  reply: post('/api/incidents/{incident}/comments/{threadId}/replies', 'Reply to a comment', {
    input: ReplyToComment,
    output: CommentChange,
    status: 201,
  }),
  edit: patch('/api/comments/{id}', 'Edit your comment', {
    input: EditComment,
    output: CommentChange,
  }),
  resolve: post('/api/comments/{id}/resolution', 'Resolve or reopen a comment thread', {
    input: ResolveComment,
    output: CommentChange,
  }),
  remove: del('/api/comments/{id}', 'Remove your comment (can be undone)', {
    input: RemoveEvent,
    output: CommentChange,
  }),
  undo: post('/api/comments/undo', 'Undo a change to a comment', {
    input: UndoChange,
    output: CommentChange,
  }),
} as const;
