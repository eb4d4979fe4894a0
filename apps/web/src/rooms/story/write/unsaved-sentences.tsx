import type { StoryClaim } from '@debrief/contract';
import { UnsavedBar } from '../../../data/unsaved-bar.tsx';
import { TextVersionChoice } from '../../../ui/version-choice.tsx';
import type { StoryAsk } from '../story-writes.ts';
import type { StoryVerbs } from '../use-story.ts';
import type { Lines } from './use-lines.ts';

const refusals: Record<StoryAsk['verb'], string> = {
  add: 'The sentence could not be added',
  change: 'The sentence could not be saved',
  remove: 'The sentence could not be removed',
  describe: 'The story could not be saved',
};

function typedIn(ask: StoryAsk): string | null {
  if (ask.verb === 'describe') return ask.input.title ?? null;
  return ask.verb === 'remove' ? ask.text : (ask.input.text ?? null);
}

interface UnsavedSentencesProps {
  writes: StoryVerbs['writes'];
  room: Pick<Lines, 'keepMine' | 'keepTheirs'>;
  claims: readonly StoryClaim[];
}

export function UnsavedSentences({ writes, room, claims }: UnsavedSentencesProps) {
  return (
    <UnsavedBar
      writes={writes}
      refusal={({ verb }) => refusals[verb]}
      typed={typedIn}
      instead={(write) => {
        const { ask } = write;
        if (ask.verb !== 'change' || claims.some(({ id }) => id === ask.input.claimId)) return null;
        return { label: 'Add it again', run: () => room.keepMine(write) };
      }}
      renderConflict={(write, theirs) =>
        'text' in theirs &&
        write.ask.verb === 'change' && (
          <TextVersionChoice
            what="sentence"
            heading="You changed this sentence in another window."
            keepLabel="Keep this text"
            takeLabel="Use the saved text"
            mine={write.ask.guess.text}
            theirs={theirs.text}
            onChoose={(which) => (which === 'mine' ? room.keepMine(write) : room.keepTheirs(write))}
          />
        )
      }
    />
  );
}
