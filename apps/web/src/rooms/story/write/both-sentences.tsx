import { Button } from '../../../ui/button.tsx';
import type { Conflict } from './use-lines.ts';

/** A sentence that was changed in another window meanwhile: both versions, until one is chosen. */
export function BothSentences({ conflict, onChoose }: { conflict: Conflict; onChoose: (side: 'mine' | 'theirs') => void }) {
  return (
    <section aria-label="Two versions of this sentence" className="mx-2 my-2 rounded-md border border-danger bg-sheet text-sm">
      <p className="border-b border-line px-3 py-2">
        <strong className="font-semibold">
          {conflict.theirs ? 'You changed this sentence in another window meanwhile.' : 'You removed this sentence in another window meanwhile.'}
        </strong>{' '}
        Nothing is lost: choose one.
      </p>
      <div className="grid gap-3 px-3 py-2 sm:grid-cols-2">
        <div>
          <p className="text-xs font-semibold text-ink-soft">Typed here</p>
          <p className="font-serif wrap-anywhere">{conflict.mine}</p>
        </div>
        <div>
          <p className="text-xs font-semibold text-ink-soft">Saved there</p>
          <p className="font-serif wrap-anywhere">{conflict.theirs?.text ?? '(removed)'}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 border-t border-line px-3 py-2">
        <Button small look="primary" onClick={() => onChoose('mine')}>
          {conflict.theirs ? 'Keep what is typed here' : 'Add it again'}
        </Button>
        <Button small onClick={() => onChoose('theirs')}>
          {conflict.theirs ? 'Take what was saved there' : 'Leave it removed'}
        </Button>
      </div>
    </section>
  );
}
