import {
  type Pasted,
  type Story,
  type StoryClaim,
  type StoryPart,
  storyParts,
} from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Buttons } from '../../../ui/dialog.tsx';
import { Select } from '../../../ui/field.tsx';
import { showProblem } from '../../../ui/toast.tsx';
import { api } from '../../../api.ts';
import { partWords } from '../words.ts';

const partChoices = storyParts.map((value) => ({ value, label: partWords[value].label }));

export function PastedStories({ pasted, onClose }: { pasted: Pasted; onClose: () => void }) {
  return (
    <div className="flex flex-col gap-6">
      {pasted.isMended && (
        <p role="status" className="rounded-md border border-line bg-wash px-3 py-2 text-sm">
          The text used another encoding{pasted.encoding === null ? '' : ` (${pasted.encoding})`}{' '}
          and was converted. The original is kept, and you can open it from the story.
        </p>
      )}
      {pasted.stories.map((found) => (
        <FoundStory key={found.story.id} found={found} onClose={onClose} />
      ))}
      {pasted.leftOver.length > 0 && (
        <section aria-labelledby="left-over">
          <h3 id="left-over" className="text-sm font-semibold">
            Not part of a story
          </h3>
          <p className="text-sm text-ink-soft">
            Kept with the pasted text. Add it to a story as a sentence.
          </p>
          <ul className="mt-2 flex flex-col gap-1 border-l-2 border-line pl-3 font-serif">
            {pasted.leftOver.map((text, index) => (
              <li key={index} className="wrap-anywhere whitespace-pre-wrap">
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Buttons className="mt-0">
        <Button onClick={onClose}>Done</Button>
      </Buttons>
    </div>
  );
}

function FoundStory({
  found: { story: first, questions, partsSuggested },
  onClose,
}: {
  found: Pasted['stories'][number];
  onClose: () => void;
}) {
  const [story, setStory] = useState<Story>(first);
  const reasons = new Map(partsSuggested.map((one) => [one.claimId, one.reason]));
  const ofStory = questions.filter((one) => one.claimIds.length === 0);
  const setPart = async (claim: StoryClaim, part: StoryPart) => {
    const change = await api.story.changeClaim({
      id: story.id,
      claimId: claim.id,
      version: claim.version,
      part,
    });
    setStory(change.story);
  };
  return (
    <section aria-label={story.title}>
      <div className="flex flex-wrap items-baseline gap-3">
        <h3 className="min-w-0 flex-1 font-serif text-lg wrap-anywhere">{story.title}</h3>
        <Link
          to="/stories/$id"
          params={{ id: story.id }}
          onClick={onClose}
          className={buttonClass('primary', true)}
        >
          Open story
        </Link>
      </div>
      {ofStory.length > 0 && (
        <ul className="mt-1 list-disc pl-5 text-sm">
          {ofStory.map((one) => (
            <li key={one.question}>{one.question}</li>
          ))}
        </ul>
      )}
      <ol className="mt-2 border-t border-line">
        {story.claims.map((claim) => (
          <li
            key={claim.id}
            className="grid gap-x-4 gap-y-1 border-b border-line py-2 sm:grid-cols-[8.5rem_minmax(0,1fr)]"
          >
            <Select
              label={`Part of: ${claim.text.slice(0, 60)}`}
              hideLabel
              value={claim.part}
              choices={partChoices}
              onChoose={(part) => void setPart(claim, part).catch(showProblem)}
            />
            <div className="min-w-0">
              <p className="font-serif leading-relaxed wrap-anywhere">{claim.text}</p>
              {reasons.has(claim.id) && (
                <p className="text-xs text-ink-soft">{reasons.get(claim.id)}</p>
              )}
              {/* A selected part answers the question. */}
              {questions
                .filter(
                  (one) =>
                    one.claimIds.includes(claim.id) &&
                    first.claims.some(({ id, part }) => id === claim.id && part === claim.part),
                )
                .map((one) => (
                  <p
                    key={one.question}
                    className="mt-0.5 w-fit rounded-sm bg-highlight px-1.5 text-xs"
                  >
                    {one.question}
                  </p>
                ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
