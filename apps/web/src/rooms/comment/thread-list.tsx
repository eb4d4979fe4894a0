import type { Comment } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Time } from '../../ui/time.tsx';
import { useDiscussion } from './comment-context.ts';
import { CommentForm } from './comment-form.tsx';
import { splitMentions } from './mention-text.ts';
import type { Thread } from './threads.ts';
import type { CommentVerbs } from './use-comments.ts';

interface ThreadListProps {
  incident: string;
  threads: readonly Thread[];
  verbs: CommentVerbs;
  canAdd: boolean;
  /** The comment in the URL: its thread is shown, resolved or not. */
  current?: string | undefined;
}

/** Open threads, and resolved ones on request. */
export function ThreadList({ threads, current, ...shared }: ThreadListProps) {
  const [isAll, setAll] = useState(false);
  const isShown = ({ root, replies }: Thread) =>
    isAll || root.resolvedAt === null || [root, ...replies].some(({ id }) => id === current);
  const hidden = threads.filter((thread) => !isShown(thread)).length;
  return (
    <>
      <ul className="grid gap-3">
        {threads.filter(isShown).map((thread) => (
          <ThreadItem key={thread.root.id} thread={thread} current={current} {...shared} />
        ))}
      </ul>
      {threads.length === 0 && <p className="text-sm text-ink-soft">No comments yet.</p>}
      {(hidden > 0 || isAll) && (
        <Button small look="quiet" className="mt-3" onClick={() => setAll(!isAll)}>
          {isAll ? 'Hide resolved threads' : `Show ${countText(hidden, 'resolved thread')}`}
        </Button>
      )}
    </>
  );
}

function ThreadItem({
  thread: { root, replies },
  incident,
  verbs,
  canAdd,
  current,
}: Omit<ThreadListProps, 'threads'> & { thread: Thread }) {
  const [isReplying, setReplying] = useState(false);
  const isResolved = root.resolvedAt !== null;
  return (
    <li
      id={`thread-${root.id}`}
      className={`rounded-md border p-3 ${[root, ...replies].some(({ id }) => id === current) ? 'border-accent' : 'border-line'} ${isResolved ? 'bg-wash' : ''}`}
    >
      {root.quote !== '' && <QuotedWords comment={root} />}
      <ul className="grid gap-3">
        {[root, ...replies].map((comment) => (
          <CommentItem key={comment.id} comment={comment} incident={incident} verbs={verbs} />
        ))}
      </ul>
      {isReplying ? (
        <div className="mt-3">
          <CommentForm
            incident={incident}
            place={`comment.${incident}.reply.${root.id}`}
            label="Reply"
            submit="Reply"
            isFocused
            onCancel={() => setReplying(false)}
            onSubmit={async (written) => {
              const change = await verbs.reply(root.id, written);
              setReplying(false);
              return change;
            }}
          />
        </div>
      ) : (
        <p className="mt-2 flex flex-wrap items-center gap-1">
          {canAdd && (
            <Button small look="quiet" onClick={() => setReplying(true)}>
              Reply
            </Button>
          )}
          {root.can.resolve && (
            <Button small look="quiet" onClick={() => verbs.resolve(root, !isResolved)}>
              {isResolved ? 'Reopen' : 'Resolve'}
            </Button>
          )}
          {isResolved && <span className="ml-auto text-2xs text-ink-soft">Resolved</span>}
        </p>
      )}
    </li>
  );
}

/** The words of the draft that a thread is about; marked if they are gone. */
function QuotedWords({ comment: { target, quote } }: { comment: Comment }) {
  const { quotes } = useDiscussion();
  const isGone = quotes !== null && !quotes.has(target.id, quote);
  return (
    <div className="mb-2">
      <blockquote
        className={`line-clamp-3 border-l-2 pl-2 font-serif text-sm wrap-anywhere ${isGone ? 'border-line-strong text-ink-soft line-through' : 'border-accent'}`}
      >
        {quote}
      </blockquote>
      {isGone && (
        <p className="mt-1 text-2xs text-ink-soft">These words are no longer in the draft.</p>
      )}
      {quotes && !isGone && (
        <Button small look="quiet" onClick={() => quotes.show(target.id, quote)}>
          Show in text
        </Button>
      )}
    </div>
  );
}

function CommentItem({
  comment,
  incident,
  verbs,
}: {
  comment: Comment;
  incident: string;
  verbs: CommentVerbs;
}) {
  const [isEditing, setEditing] = useState(false);
  const isEdited = comment.updatedAt !== comment.createdAt && comment.threadId !== null;
  return (
    <li id={`comment-${comment.id}`}>
      <p className="flex items-baseline gap-2 text-xs">
        <span className="font-medium">{comment.createdBy.name}</span>
        <Time at={comment.createdAt} precision="minute" className="text-2xs text-ink-soft" />
        {isEdited && <span className="text-2xs text-ink-soft">edited</span>}
        {comment.can.edit && !isEditing && (
          <span className="ml-auto flex">
            <Button small look="quiet" onClick={() => setEditing(true)}>
              Edit
            </Button>
            <Button small look="quiet" onClick={() => verbs.remove(comment)}>
              Remove
            </Button>
          </span>
        )}
      </p>
      {isEditing ? (
        <CommentForm
          incident={incident}
          place={`comment.${incident}.edit.${comment.id}`}
          label="Edit comment"
          submit="Save"
          initial={comment.text}
          isFocused
          onCancel={() => setEditing(false)}
          onSubmit={async (written) => {
            const change = await verbs.edit(comment, written);
            setEditing(false);
            return change;
          }}
        />
      ) : (
        <p className="text-sm wrap-anywhere whitespace-pre-wrap">
          {splitMentions(comment.text, comment.mentions).map((part, index) =>
            part.isMention ? (
              <strong
                key={index}
                className="rounded-sm bg-accent-wash px-0.5 font-medium text-accent"
              >
                {part.text}
              </strong>
            ) : (
              part.text
            ),
          )}
        </p>
      )}
    </li>
  );
}
