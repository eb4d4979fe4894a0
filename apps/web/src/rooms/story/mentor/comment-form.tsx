import { Button } from '../../../ui/button.tsx';
import { useDraft } from '../../../data/draft.ts';
import { TextArea } from '../../../ui/field.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { useSend } from '../../../ui/use-send.ts';

interface Props {
  draft: string;
  initial: string;
  /** The version that is being edited. */
  version: number;
  verb: string;
  /** Resolves whether the text was sent; if not, it stays a draft. */
  onSend: (text: string, version: number) => Promise<boolean>;
  onClose: () => void;
}

/** A short text; Ctrl or ⌘ and Enter sends it, Esc goes back and keeps it as a draft. */
export function CommentForm({ draft, initial, version, verb, onSend, onClose }: Props) {
  const [{ text, base }, setDraft, forget] = useDraft(draft, { text: initial, base: version });
  const { send, isBusy } = useSend(showProblem);
  return (
    <form
      className="mt-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        send(async () => {
          if (await onSend(text, base)) forget();
          onClose();
        });
      }}
    >
      <TextArea
        label="Comment"
        rows={2}
        autoFocus
        value={text}
        onChange={(event) => setDraft({ text: event.target.value, base })}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
      />
      <div className="mt-2 flex gap-2">
        <Button
          type="submit"
          look="primary"
          isBusy={isBusy}
          disabled={text.trim() === ''}
          keys="mod+enter"
        >
          {verb}
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
