export { commentedIds } from './commented-ids.ts';
export { addComment, replyToComment } from './add.ts';
export { editComment, removeComment, resolveComment, undoCommentChange } from './change.ts';
export { commentItem } from './item.ts';
export { listComments } from './list.ts';
export { listWaitingComments } from './waiting-comments.ts';
