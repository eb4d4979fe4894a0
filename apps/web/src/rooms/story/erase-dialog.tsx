import { countText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { storyQueries } from '../../data/queries/story.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { forgetDraftsAbout } from '../../data/draft.ts';
import { ConfirmTitleField } from '../../ui/confirm-title-field.tsx';
import { showToast } from '../../ui/toast.tsx';

interface Props {
  story: { id: string; title: string; removal?: object | null };
  onClose: () => void;
  onErased?: () => void;
}

/**
 * Asks once before deleting permanently: a removed story with a button, an active one by typing its
 * title. Says what is deleted and what is not.
 */
export function EraseDialog({ story, onClose, onErased }: Props) {
  const isRemoved = (story.removal ?? null) !== null;
  const [title, setTitle] = useState('');
  const erase = useMutation({
    mutationFn: () => api.story.erase({ id: story.id, ...(isRemoved ? {} : { title }) }),
    onSuccess: async ({ pasteKeptFor }) => {
      forgetDraftsAbout(story.id);
      onErased?.();
      queryClient.removeQueries({ queryKey: storyQueries.story(story.id).queryKey });
      await queryClient.invalidateQueries({ queryKey: ['stories'] });
      showToast({
        title: 'Story erased',
        ...(pasteKeptFor > 0 && {
          detail: `Kept the pasted text: ${countText(pasteKeptFor, 'other story', 'other stories')} came from it.`,
        }),
      });
      onClose();
    },
  });
  return (
    <FormDialog
      title={`Erase “${story.title}”?`}
      lead="You can't undo this, and no one else can restore it."
      onClose={onClose}
      label="Erase this story"
      save={erase}
      submit="Erase permanently"
      look="danger"
      isDisabled={!isRemoved && title.trim() !== story.title}
    >
      <div className="flex flex-col gap-3 text-sm">
        <p>
          This erases the sentences and their history, comments, answers from peers, rehearsals, and
          the pasted text, unless another of your stories came from it.
        </p>
        <p className="text-ink-soft">
          Backups, files that you exported and what others remember aren't affected.
        </p>
        {!isRemoved && <ConfirmTitleField title={story.title} value={title} onChange={setTitle} />}
      </div>
    </FormDialog>
  );
}
