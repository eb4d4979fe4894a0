import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { forgetDraftsOf } from '../../data/draft.ts';
import { Field } from '../../ui/field.tsx';
import { issueAt, ProblemNote } from '../../ui/problem.tsx';
import { say } from '../../ui/toast.tsx';

interface Props {
  story: { id: string; title: string; removal?: object | null };
  onClose: () => void;
  onErased?: () => void;
}

/** Erasing asks once: of a removed story by a button, of one that stands by its title. It says what it takes and what it does not reach. */
export function EraseDialog({ story, onClose, onErased }: Props) {
  const isRemoved = (story.removal ?? null) !== null;
  const [title, setTitle] = useState('');
  const erase = useMutation({
    mutationFn: () => api.story.erase({ id: story.id, ...(isRemoved ? {} : { title }) }),
    onSuccess: async ({ pasteKeptFor }) => {
      forgetDraftsOf(story.id);
      onErased?.();
      queryClient.removeQueries({ queryKey: queries.story(story.id).queryKey });
      await queryClient.invalidateQueries({ queryKey: ['stories'] });
      say({
        title: 'The story is erased',
        ...(pasteKeptFor > 0 && {
          detail: `What it was pasted from stays: ${countText(pasteKeptFor, 'other story', 'other stories')} of yours came from it too.`,
        }),
      });
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      title={`Erase “${story.title}”?`}
      lead="Nothing brings it back: not you, not an owner, not the operator."
      onClose={onClose}
    >
      <form
        aria-label="Erase this story"
        onSubmit={(event) => {
          event.preventDefault();
          erase.mutate();
        }}
      >
        <div className="flex flex-col gap-3 text-sm">
          <p>
            It takes the sentences and their history, what mentors and peers said of it, its
            rehearsals, and the text that it was pasted from, unless another story of yours came
            from that text.
          </p>
          <p className="text-ink-soft">
            It does not reach copies: backups of the database made before, files that you exported,
            and what others remember.
          </p>
          {!isRemoved && (
            <Field
              label="Its title, to say that this one is meant"
              autoFocus
              required
              value={title}
              placeholder={story.title}
              error={issueAt(erase.error, 'title')}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
          {erase.error && <ProblemNote error={erase.error} />}
        </div>
        <Buttons>
          <Button
            type="submit"
            look="danger"
            isBusy={erase.isPending}
            disabled={!isRemoved && title.trim() !== story.title}
          >
            Erase for good
          </Button>
          <Button look="quiet" onClick={onClose}>
            Keep it
          </Button>
        </Buttons>
      </form>
    </Dialog>
  );
}
