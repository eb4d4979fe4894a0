export { CommentButton } from './comment-button.tsx';
export { CommentsLink } from './comments-link.tsx';
export { useDiscussion } from './comment-context.ts';
export { DiscussionProvider } from './discussion.tsx';
