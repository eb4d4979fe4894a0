import type { QuestionMatch } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { buttonClass, rowButtonClass } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';

interface Props {
  id: string;
  title: string;
  fit: QuestionMatch | null;
  isChosen: boolean;
  onChoose: () => void;
}

const fitWords: Record<QuestionMatch['fit'], string> = {
  answers: 'answers it',
  adjacent: 'partly answers it',
  'another story': 'another story',
};

export function StoryChoice({ id, title, fit, isChosen, onChoose }: Props) {
  return (
    <li className={cx('px-2 py-1.5 text-sm', isChosen && 'bg-accent-wash')}>
      <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
        <button
          type="button"
          aria-pressed={isChosen}
          onClick={onChoose}
          className={cx(rowButtonClass, '-ml-1 min-h-6 min-w-40 flex-1 px-1 font-medium')}
        >
          {title}
        </button>
        {fit && <Chip tone={fit.fit === 'answers' ? 'good' : 'plain'}>{fitWords[fit.fit]}</Chip>}
        <Link
          to="/stories/rehearse"
          search={{ apart: id }}
          aria-label={`Exercise: ${title}`}
          className={buttonClass('plain', true)}
        >
          Exercise
        </Link>
      </div>
      {fit && <Why fit={fit} />}
    </li>
  );
}

function Why({ fit: { reasons, similar, differs } }: { fit: QuestionMatch }) {
  const said = [
    { name: 'Why', words: reasons.filter((one) => !similar.includes(one)) },
    { name: 'Similar', words: similar },
    { name: 'Differs', words: differs },
  ].filter(({ words }) => words.length > 0);
  if (said.length === 0) return null;
  return (
    <dl className="mt-1 max-w-[75ch] text-xs text-ink-soft">
      {said.map(({ name, words }) => (
        <div key={name}>
          <dt className="inline font-medium text-ink">{name}: </dt>
          <dd className="inline">{words.join(' ')}</dd>
        </div>
      ))}
    </dl>
  );
}
