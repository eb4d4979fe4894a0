import { BothTexts } from '../both-texts.tsx';
import type { Conflict } from './use-lines.ts';

/** What was typed here beside what was saved elsewhere. */
export function BothSentences({
  conflict: { mine, theirs },
  onChoose,
}: {
  conflict: Conflict;
  onChoose: (side: 'mine' | 'theirs') => void;
}) {
  return (
    <div className="mx-2">
      <BothTexts
        what="sentence"
        said={
          theirs
            ? 'You changed this sentence in another window meanwhile.'
            : 'You removed this sentence in another window meanwhile.'
        }
        mine={mine}
        theirs={theirs?.text ?? '(removed)'}
        keep={theirs ? 'Keep what is typed here' : 'Add it again'}
        take={theirs ? 'Take what was saved there' : 'Leave it removed'}
        onChoose={onChoose}
      />
    </div>
  );
}
