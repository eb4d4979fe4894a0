import type { Comment, CommentTarget } from '@debrief/contract';

export interface Thread {
  root: Comment;
  replies: readonly Comment[];
}

/** First comments with their replies, oldest first. */
export function groupThreads(comments: readonly Comment[]): Thread[] {
  const replies = Map.groupBy(comments, ({ threadId }) => threadId);
  return (replies.get(null) ?? []).map((root) => ({ root, replies: replies.get(root.id) ?? [] }));
}

export function targetKey({ kind, id }: CommentTarget): string {
  return `${kind}:${id}`;
}

/** The number of comments in open threads of each target, by its key. */
export function countOpen(threads: readonly Thread[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { root, replies } of threads) {
    const key = targetKey(root.target);
    if (root.resolvedAt === null) counts.set(key, (counts.get(key) ?? 0) + 1 + replies.length);
  }
  return counts;
}
