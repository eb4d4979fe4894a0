import type { StoryQuestion } from '@debrief/contract';
import { Trash2 } from 'lucide-react';
import { IconButton } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { removeQuestion } from './own-questions.ts';
import { reportFailure } from '../../../ui/toast.tsx';

interface Props {
  question: StoryQuestion;
  isChosen: boolean;
  nameOf: (competency: string) => string;
  onChoose: () => void;
}

export function QuestionRow({ question, isChosen, nameOf, onChoose }: Props) {
  const { text, competencies, difficulty, round, isMine } = question;
  return (
    <li className={cx('flex items-start', isChosen ? 'bg-accent-wash' : 'hover:bg-wash')}>
      <button
        type="button"
        data-row={question.id}
        aria-pressed={isChosen}
        onClick={onChoose}
        className="min-w-0 flex-1 px-2 py-2 text-left text-sm wrap-anywhere -outline-offset-2"
      >
        {text}
        <span className="block text-xs text-ink-soft">
          {[...(isMine ? ['mine'] : []), ...competencies.map(nameOf), difficulty, round].join(
            ' · ',
          )}
        </span>
      </button>
      {isMine && (
        <IconButton
          label={`Remove my question: ${text}`}
          icon={<Trash2 size={15} />}
          className="m-1"
          onClick={() => reportFailure(removeQuestion(question))}
        />
      )}
    </li>
  );
}
