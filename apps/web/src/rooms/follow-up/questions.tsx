import type { FollowUpQuestion } from '@debrief/contract';
import { Button } from '../../ui/button.tsx';

interface QuestionsProps {
  questions: readonly FollowUpQuestion[];
  onMeant?: (rule: string) => void;
}

export function Questions({ questions, onMeant }: QuestionsProps) {
  if (questions.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1">
      {questions.map((one) => (
        <li
          key={`${one.rule} ${one.field}`}
          className="flex flex-wrap items-baseline gap-x-2 border-l-2 border-key-moment pl-2 text-sm"
          title={one.source}
        >
          <span className="min-w-0 flex-1 wrap-anywhere">
            {one.quoted !== null && <q className="font-serif">{one.quoted}</q>}
            {one.quoted !== null && ' '}
            <span className="text-ink">{one.question}</span>
          </span>
          {onMeant && (
            <Button
              small
              look="quiet"
              aria-label={`Keep as is: ${one.quoted ?? one.question}`}
              onClick={() => onMeant(one.rule)}
            >
              Keep as is
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
