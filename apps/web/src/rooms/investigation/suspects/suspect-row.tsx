import type { ChangeSuspect, Incident } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Menu } from '../../../ui/menu.tsx';
import { Time } from '../../../ui/time.tsx';
import { addToTimeline } from './add-to-timeline.ts';
import { Factors } from './factors.tsx';
import type { Judged } from './verdict-dialog.tsx';
import { kindWords, verdictLooks } from './words.ts';

interface SuspectRowProps {
  number: number;
  suspect: ChangeSuspect;
  incident: Incident;
  canChange: boolean;
  isCurrent: boolean;
  onFocus: () => void;
  onJudge: (verdict: Judged['verdict']) => void;
}

export const suspectId = (itemId: string) => `suspect-${itemId}`;

export function SuspectRow({
  number,
  suspect,
  incident,
  canChange,
  isCurrent,
  onFocus,
  onJudge,
}: SuspectRowProps) {
  const { title, at, precision, zoneOffset, kind, services, verdict, isInSources } = suspect;
  const params = { ref: incident.ref };
  return (
    <li
      id={suspectId(suspect.itemId)}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus()}
      className={cx(
        'grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-2 rounded-sm border-b border-line px-1 py-2.5 text-sm focus-visible:-outline-offset-2',
        isCurrent && 'bg-wash',
      )}
    >
      <span className="tabular text-right text-ink-soft">{number}</span>
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">
          {isInSources ? (
            <Link
              to="/incidents/$ref"
              params={params}
              search={{ item: suspect.itemId }}
              className="text-ink no-underline hover:underline"
            >
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs text-ink-soft">
          <Time at={at} precision={precision} zoneOffset={zoneOffset} />
          <span>{services.join(', ')}</span>
          <Chip>{kindWords[kind]}</Chip>
          {verdict && (
            <Link
              to="/incidents/$ref/investigation"
              params={params}
              search={{ finding: verdict.findingId }}
              className="no-underline"
            >
              <Chip tone={verdictLooks[verdict.status].tone} title={verdict.reason}>
                {verdictLooks[verdict.status].label}
                {verdict.by && ` by ${verdict.by}`}
              </Chip>
            </Link>
          )}
          {!isInSources && (
            <Link to="/incidents/$ref/sources" params={params}>
              Not in the sources. Include its stream to cite it
            </Link>
          )}
        </p>
        {verdict?.reason && <p className="mt-1 text-ink italic">{verdict.reason}</p>}
        <Factors factors={suspect.factors} isProduct />
      </div>
      {canChange && isInSources && (
        <div className="flex items-start gap-1">
          <Button small className="max-sm:hidden" onClick={() => onJudge('confirmed')}>
            Confirm
          </Button>
          <Button small className="max-sm:hidden" onClick={() => onJudge('dismissed')}>
            Dismiss
          </Button>
          <Menu
            trigger={
              <IconButton small label={`Actions for “${title}”`} icon={<Ellipsis size={14} />} />
            }
            groups={[
              [
                { label: 'Confirm…', keys: 'a', run: () => onJudge('confirmed') },
                { label: 'Dismiss…', keys: 'shift+d', run: () => onJudge('dismissed') },
              ],
              [
                {
                  label: 'Add to timeline',
                  keys: 'e',
                  run: () => addToTimeline(incident, suspect),
                },
              ],
            ]}
          />
        </div>
      )}
    </li>
  );
}
