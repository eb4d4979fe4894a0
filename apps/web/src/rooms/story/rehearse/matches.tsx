import type { Story } from '@debrief/contract';
import { match, storyOfClaims, type Match, type Question } from '@debrief/craft/story';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { partWords } from '../words.ts';

interface Props {
  question: Question | null;
  stories: readonly Story[];
  chosen: string | null;
  onChoose: (id: string) => void;
}

const fits: readonly Match['fit'][] = ['answers', 'adjacent', 'another story'];
const fitWords: Record<Match['fit'], string> = { answers: 'answers it', adjacent: 'close to it', 'another story': 'another story' };

/** My stories, those that answer the question first, each with the reasons, and with what is similar and what differs. */
export function Matches({ question, stories, chosen, onChoose }: Props) {
  const matched = useMemo(
    () =>
      stories
        .map((story) => ({ story, fit: question && matchOf(question, story) }))
        .toSorted((a, b) => (a.fit && b.fit ? fits.indexOf(a.fit.fit) - fits.indexOf(b.fit.fit) : 0)),
    [question, stories],
  );
  return (
    <section aria-labelledby="matches">
      <h2 id="matches" className="mb-2 font-semibold">
        Tell it with
      </h2>
      {stories.length === 0 && <p className="text-sm text-ink-soft">There is no story of yours yet. Write one, or take an exemplar apart meanwhile.</p>}
      <ul aria-label="My stories" className="divide-y divide-line border-y border-line">
        {matched.map(({ story, fit }) => (
          <li key={story.id} className={cx('px-2 py-2 text-sm', story.id === chosen && 'bg-accent-wash')}>
            <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
              <button
                type="button"
                aria-pressed={story.id === chosen}
                onClick={() => onChoose(story.id)}
                className="min-w-0 flex-1 text-left font-medium underline decoration-line-strong underline-offset-2"
              >
                {story.title}
              </button>
              {fit && <Chip tone={fit.fit === 'answers' ? 'good' : 'plain'}>{fitWords[fit.fit]}</Chip>}
              <Link to="/practice/rehearse" search={{ apart: story.id }} className="text-xs text-accent underline underline-offset-2">
                Take apart
              </Link>
            </div>
            {fit && <Why fit={fit} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function matchOf(question: Question, story: Story): Match {
  const told = storyOfClaims(story.claims.map((claim) => ({ part: partWords[claim.part].letter, text: claim.text })));
  return match(question, told, { competencies: story.competencies });
}

function Why({ fit }: { fit: Match }) {
  const reasons = fit.reasons.filter((one) => !fit.similar.includes(one));
  return (
    <dl className="mt-1 text-xs text-ink-soft">
      {[
        ['Why', reasons],
        ['Similar', fit.similar],
        ['Differs', fit.differs],
      ].map(([name, said]) =>
        said && said.length > 0 && typeof said !== 'string' ? (
          <div key={String(name)}>
            <dt className="inline font-medium text-ink">{name}: </dt>
            <dd className="inline">{said.join(' ')}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
