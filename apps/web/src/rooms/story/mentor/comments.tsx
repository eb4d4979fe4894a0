import { StoryComment, type Story } from '@debrief/contract';
import { useRef, useState, type ReactNode } from 'react';
import { api } from '../../../api.ts';
import { findCurrent } from '../../../data/changes.ts';
import { Button } from '../../../ui/button.tsx';
import { forgetDraftsAbout, hasDraft } from '../../../data/draft.ts';
import { Time } from '../../../ui/time.tsx';
import { reportFailure } from '../../../ui/toast.tsx';
import { TextVersionChoice } from '../../../ui/version-choice.tsx';
import { CommentForm } from './comment-form.tsx';
import { refreshSharedStory } from './refresh-shared-story.ts';
import { restoreStopFocus } from './focus-stops.ts';

export function Comments({
  story,
  claimId,
  actions,
}: {
  story: Story;
  claimId: string | null;
  actions?: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const draft = `stories.comment.${story.id}.${claimId ?? 'whole'}`;
  const [isOpen, setOpen] = useState(() => hasDraft(draft));
  const said = story.comments.filter((one) => one.claimId === claimId);
  const close = () => (setOpen(false), restoreStopFocus(place.current));
  return (
    <div ref={place} className="mt-1 text-sm">
      {said.length > 0 && (
        <ul aria-label="Comments" className="space-y-1.5 border-l-2 border-accent pl-3">
          {said.map((one) => (
            <Comment key={one.id} story={story} comment={one} />
          ))}
        </ul>
      )}
      {isOpen ? (
        <CommentForm
          draft={draft}
          initial=""
          version={0}
          verb="Add comment"
          onSend={async (text) => {
            refreshSharedStory(
              await api.story.comment({
                id: story.id,
                text,
                claimId: claimId ?? undefined,
              }),
            );
            return true;
          }}
          onClose={close}
        />
      ) : (
        <div className="-ml-2 flex flex-wrap items-start gap-x-1">
          {story.can.comment && (
            <Button small look="quiet" data-does="comment" onClick={() => setOpen(true)}>
              Comment
            </Button>
          )}
          {actions}
        </div>
      )}
    </div>
  );
}

interface Both {
  mine: string;
  theirs: StoryComment;
}

function Comment({ story, comment }: { story: Story; comment: StoryComment }) {
  const place = useRef<HTMLLIElement>(null);
  const draft = `stories.comment.${story.id}.${comment.id}`;
  const [isEditing, setEditing] = useState(() => comment.isMine && hasDraft(draft));
  const [both, setBoth] = useState<Both | null>(null);
  const close = () => (setEditing(false), restoreStopFocus(place.current));
  const save = async (text: string, version: number) => {
    try {
      refreshSharedStory(
        await api.story.changeComment({ id: story.id, commentId: comment.id, version, text }),
      );
      setBoth(null);
      return true;
    } catch (error) {
      const theirs = findCurrent(error, StoryComment);
      if (!theirs) throw error;
      setBoth({ mine: text, theirs });
      return false;
    }
  };
  const settle = (side: 'mine' | 'theirs', { mine, theirs }: Both) => {
    forgetDraftsAbout(draft);
    if (side === 'mine') return reportFailure(save(mine, theirs.version));
    setBoth(null);
    refreshSharedStory({
      ...story,
      comments: story.comments.map((one) => (one.id === theirs.id ? theirs : one)),
    });
  };
  const remove = async () => {
    refreshSharedStory(await api.story.removeComment({ id: story.id, commentId: comment.id }));
    restoreStopFocus(place.current);
  };
  return (
    <li ref={place}>
      {both && (
        <TextVersionChoice
          what="comment"
          heading="You changed this comment in another window while you were editing."
          mine={both.mine}
          theirs={both.theirs.text}
          keepLabel="Keep this text"
          takeLabel="Use the saved text"
          onChoose={(side) => settle(side, both)}
        />
      )}
      {isEditing ? (
        <CommentForm
          draft={draft}
          initial={comment.text}
          version={comment.version}
          verb="Save"
          onSend={save}
          onClose={close}
        />
      ) : (
        <p className="wrap-anywhere whitespace-pre-line">{comment.text}</p>
      )}
      <p className="flex flex-wrap items-baseline gap-x-2 text-xs text-ink-soft">
        {comment.by} <Time at={comment.at} show="day" />
        {comment.editedAt !== null && <span>edited</span>}
        {comment.isMine && !isEditing && (
          <Button small look="quiet" data-does="change-comment" onClick={() => setEditing(true)}>
            Change<span className="sr-only"> this comment</span>
          </Button>
        )}
        {(comment.isMine || story.isMine) && (
          <Button small look="quiet" onClick={() => reportFailure(remove())}>
            Remove<span className="sr-only"> this comment</span>
          </Button>
        )}
      </p>
    </li>
  );
}
