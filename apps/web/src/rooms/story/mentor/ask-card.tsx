import { AskedOfMe, type AnswerAsk } from '@debrief/contract';
import { useRef, useState } from 'react';
import { api } from '../../../api.ts';
import { findCurrent } from '../../../data/changes.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { useDraft } from '../../../data/draft.ts';
import { Checkbox, TextArea } from '../../../ui/field.tsx';
import { ProblemNote } from '../../../ui/problem.tsx';
import { SideBySide, TextVersionChoice, TwoVersions } from '../../../ui/version-choice.tsx';
import { restoreStopFocus, focusStop } from './focus-stops.ts';
import { useSend } from '../../../ui/use-send.ts';

const stateWords: Record<AskedOfMe['state'], string> = {
  asked: 'open',
  confirmed: 'you confirmed it',
  corrected: 'you corrected it',
  declined: 'you declined',
  withdrawn: 'withdrawn',
};

/** One sentence and who asks; nothing else of the story is shown. */
export function AskCard({ ask }: { ask: AskedOfMe }) {
  const [words, setWords, forget] = useDraft(
    `stories.ask.${ask.id}`,
    ask.answer === '' ? ask.sentence : ask.answer,
  );
  const [mayBeNamed, setMayBeNamed] = useState(ask.mayBeNamed);
  const [isCorrecting, setCorrecting] = useState(false);
  const { send, error, isBusy } = useSend();
  const [tried, setTried] = useState<Tried | null>(null);
  const card = useRef<HTMLLIElement>(null);
  const back = () => (setCorrecting(false), restoreStopFocus(card.current));
  const refresh = () =>
    queryClient.invalidateQueries({ queryKey: storyQueries.asksOfMe().queryKey });
  const answer = (state: AnswerAsk['state']) =>
    send(async () => {
      const { id: askId, sentence, answeredAt } = ask;
      const corrected = state === 'corrected' ? words : undefined;
      const given = { askId, sentence, answeredAt, state, mayBeNamed, answer: corrected };
      try {
        await api.story.answerAsk(given);
        setTried(null);
        forget();
        back();
      } catch (problem) {
        if (!findCurrent(problem, AskedOfMe)) throw problem;
        setTried({ before: ask, state, words });
      }
      await refresh();
    });
  return (
    <li
      ref={card}
      {...focusStop}
      aria-label={`${ask.by} asks: ${ask.sentence}`}
      className="flex flex-col rounded-lg border border-line bg-sheet px-4 py-3"
    >
      {tried && (
        <AnswerConflict
          tried={tried}
          now={ask}
          onChoose={(side) => {
            if (side === 'mine') return answer(tried.state);
            setTried(null);
            forget();
            back();
          }}
        />
      )}
      <p className="flex items-baseline justify-between gap-2 text-xs text-ink-soft">
        {ask.by} asks if this is right
        <Chip tone={ask.state === 'asked' ? 'warn' : ask.state === 'declined' ? 'plain' : 'good'}>
          {stateWords[ask.state]}
        </Chip>
      </p>
      <blockquote className="mt-1.5 font-serif text-lg wrap-anywhere">{ask.sentence}</blockquote>
      {ask.state === 'corrected' && !isCorrecting && (
        <p className="mt-1 text-sm wrap-anywhere">
          <span className="text-ink-soft">It should say:</span> “{ask.answer}”
        </p>
      )}
      {isCorrecting && (
        <TextArea
          label="What it should say"
          className="mt-3"
          rows={3}
          autoFocus
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && words.trim() !== '')
              answer('corrected');
            if (event.key !== 'Escape') return;
            event.preventDefault();
            back();
          }}
        />
      )}
      <div className="mt-3">
        <Checkbox
          label="Show my name"
          data-does="name"
          checked={mayBeNamed}
          onChange={(event) => setMayBeNamed(event.target.checked)}
        />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        {isCorrecting ? (
          <>
            <Button
              look="primary"
              isBusy={isBusy}
              disabled={words.trim() === ''}
              keys="mod+enter"
              onClick={() => answer('corrected')}
            >
              Send correction
            </Button>
            <Button look="quiet" onClick={back}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            <Button
              look={ask.state === 'asked' ? 'primary' : 'plain'}
              isBusy={isBusy}
              data-does="confirm"
              onClick={() => answer('confirmed')}
            >
              Confirm
            </Button>
            <Button data-does="correct" onClick={() => setCorrecting(true)}>
              Correct
            </Button>
            <Button
              look="quiet"
              isBusy={isBusy}
              data-does="decline"
              onClick={() => answer('declined')}
            >
              Decline
            </Button>
          </>
        )}
      </div>
      <div className="mt-2">
        <ProblemNote error={error} />
      </div>
    </li>
  );
}

/** The answer given here, and the words it was about, if they have changed. */
interface Tried {
  before: AskedOfMe;
  state: AnswerAsk['state'];
  words: string;
}

interface AnswerConflictProps {
  tried: Tried;
  now: AskedOfMe;
  onChoose: (side: 'mine' | 'theirs') => void;
}

/**
 * The question was changed, or answered in another window: shows both versions and sends nothing.
 */
function AnswerConflict({ tried: { before, state, words }, now, onChoose }: AnswerConflictProps) {
  if (before.sentence === now.sentence)
    return (
      <TextVersionChoice
        what="answer"
        heading="You answered this in another window while you were editing."
        mine={answerText(state, words)}
        theirs={answerText(now.state, now.answer)}
        labels={['Answered here', 'Answered there']}
        keepLabel="Use this answer"
        takeLabel="Keep the other answer"
        onChoose={onChoose}
      />
    );
  return (
    <TwoVersions
      what="sentence"
      heading="The sentence changed while you were reading."
      note="No answer was sent. Answer the new version."
    >
      <SideBySide
        labels={['Before', 'Now']}
        mine={`“${before.sentence}”`}
        theirs={`“${now.sentence}”`}
      />
    </TwoVersions>
  );
}

function answerText(state: AskedOfMe['state'], words: string): string {
  if (state === 'corrected') return words;
  return {
    asked: 'No answer',
    confirmed: 'Confirmed',
    declined: 'Declined',
    withdrawn: 'The request was withdrawn',
  }[state];
}
