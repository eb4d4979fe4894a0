import type { Hypothesis, Step } from '@debrief/contract';
import { Trash2 } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { Time } from '../../ui/time.tsx';
import { useShownZone } from '../../ui/time-zone.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { FindingChips } from './finding-chips.tsx';
import type { FindingPlace } from './finding-place.ts';
import { selectTimeParts, stepWords } from './words.ts';

interface StepListProps {
  hypothesis: Hypothesis;
  place: Pick<FindingPlace, 'incident' | 'numbers' | 'onShowItem' | 'investigation'>;
  isEditing?: boolean;
}

export function StepList({ hypothesis, place, isEditing = false }: StepListProps) {
  const zone = useShownZone();
  const takeBack = (step: Step) =>
    void place.investigation
      .updateStatus(
        { id: hypothesis.id, version: hypothesis.version, stepId: step.id, isRemoved: true },
        'Update deleted',
      )
      .catch(showProblem);
  return (
    <ol className="mt-1.5 space-y-1 border-l border-line pl-2.5">
      {hypothesis.steps.map((step, index) => (
        <li key={step.id} className="text-xs leading-5">
          <span className="font-medium text-ink">{stepWords[step.kind]}</span>{' '}
          <span className="text-ink-soft">
            by {step.by},{' '}
            <Time
              at={step.at}
              precision={step.precision === 'exact' ? 'minute' : step.precision}
              show={selectTimeParts(step.at, hypothesis.at, zone)}
            />
          </span>{' '}
          <FindingChips citations={step.citations} place={place} />
          {isEditing && index > 0 && (
            <IconButton
              small
              label={`Delete the update “${stepWords[step.kind]}”`}
              icon={<Trash2 size={12} />}
              onClick={() => takeBack(step)}
            />
          )}
          {step.note !== '' && (
            <span className="block wrap-anywhere whitespace-pre-wrap text-ink-soft">
              {step.note}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
