import {
  milestoneTexts,
  obligationSteps,
  type Deadline,
  type MilestoneKind,
} from '@debrief/contract';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { Time } from '../../../ui/time.tsx';
import { deadlineText } from './words.ts';

const tones = {
  waiting: 'plain',
  open: 'warn',
  overdue: 'danger',
  met: 'good',
  late: 'danger',
} as const;

/** The reports that laws require, with their deadlines; each opens its milestone. */
export function Deadlines({
  deadlines,
  onOpen,
}: {
  deadlines: readonly Deadline[];
  onOpen?: (kind: MilestoneKind) => void;
}) {
  if (deadlines.length === 0) return null;
  return (
    <ul aria-label="Reporting deadlines" className="col-span-2 mt-1 flex flex-wrap gap-x-3 gap-y-1">
      {deadlines.map((deadline) => {
        const { obligation, milestone, status, dueAt } = deadline;
        const { label } = milestoneTexts[milestone];
        const missing = status === 'waiting' ? findStart(deadline) : milestone;
        return (
          <li
            key={`${obligation} ${milestone}`}
            title={obligationSteps[obligation].name}
            className="flex flex-wrap items-center gap-1.5"
          >
            {onOpen ? (
              <Button small look="quiet" className="px-1!" onClick={() => onOpen(missing)}>
                {label}
              </Button>
            ) : (
              <span className="font-medium text-ink">{label}</span>
            )}
            {dueAt !== null && <Time at={dueAt} />}
            <Chip tone={tones[status]}>
              {status === 'waiting'
                ? `set ${milestoneTexts[missing].label} first`
                : deadlineText(deadline)}
            </Chip>
          </li>
        );
      })}
    </ul>
  );
}

/** The milestone that a waiting deadline is counted from. */
function findStart({ obligation, milestone }: Deadline): MilestoneKind {
  const step = obligationSteps[obligation].steps.find((one) => one.milestone === milestone);
  return step?.after ?? 'aware';
}
