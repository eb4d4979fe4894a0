import type { Routes } from '@debrief/contract';
import * as comment from '@debrief/core/comment';
import type { Handlers } from '../handler.ts';

export const commentHandlers: Handlers<Routes['comment']> = {
  list: comment.listComments,
  waiting: comment.listWaitingComments,
  add: comment.addComment,
  reply: comment.replyToComment,
  edit: comment.editComment,
  resolve: comment.resolveComment,
  remove: comment.removeComment,
  undo: comment.undoCommentChange,
};
