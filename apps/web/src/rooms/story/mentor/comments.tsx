import type { Story } from '@debrief/contract';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { Time } from '../../../ui/time.tsx';
import { sayProblem } from '../../../ui/toast.tsx';
import { showShared } from './show-shared.ts';

/** What was said about a sentence, or about the whole story, and a field to say more. */
export function Comments({ story, claimId }: { story: Story; claimId: string | null }) {
  const [text, setText, forget] = useDraft(`practice.comment.${story.id}.${claimId ?? 'whole'}`, '');
  const [isOpen, setOpen] = useState(text !== '');
  const [isBusy, setBusy] = useState(false);
  const said = story.comments.filter((one) => one.claimId === claimId);
  const send = async () => {
    setBusy(true);
    try {
      showShared(await api.story.comment({ id: story.id, text, ...(claimId === null ? {} : { claimId }) }));
      forget();
      setOpen(false);
    } catch (error) {
      sayProblem(error);
    }
    setBusy(false);
  };
  const remove = async (commentId: string) => {
    try {
      showShared(await api.story.removeComment({ id: story.id, commentId }));
    } catch (error) {
      sayProblem(error);
    }
  };
  return (
    <div className="mt-1 text-sm">
      {said.length > 0 && (
        <ul aria-label="Comments" className="space-y-1.5 border-l-2 border-accent pl-3">
          {said.map((one) => (
            <li key={one.id}>
              <p className="wrap-anywhere whitespace-pre-line">{one.text}</p>
              <p className="flex items-baseline gap-2 text-xs text-ink-soft">
                {one.by} <Time at={one.at} show="day" isBare />
                {(one.isMine || story.isMine) && (
                  <Button small look="quiet" onClick={() => void remove(one.id)}>
                    Remove
                  </Button>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      {isOpen ? (
        <form
          className="mt-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim() !== '') void send();
          }}
        >
          <TextArea label="Comment" rows={2} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
          <div className="mt-2 flex gap-2">
            <Button type="submit" look="primary" isBusy={isBusy} disabled={text.trim() === ''}>
              Say it
            </Button>
            <Button look="quiet" onClick={() => setOpen(false)}>
              Back
            </Button>
          </div>
        </form>
      ) : (
        story.can.comment && (
          <Button small look="quiet" className="-ml-2" onClick={() => setOpen(true)}>
            Comment
          </Button>
        )
      )}
    </div>
  );
}
