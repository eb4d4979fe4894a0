import type { ChangeSuspect, Incident, SuspectVerdict } from '@debrief/contract';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { Factors } from './factors.tsx';
import type { Judged } from './verdict-dialog.tsx';
import { verdictLooks } from './words.ts';

/** What all rows of a list of suspects share. */
export interface EntryPlace {
  incident: Incident;
  canChange: boolean;
  /** Change the links of the catalog. */
  canLink: boolean;
  /** The key of the current row. */
  current: string | undefined;
  onFocus: (key: string) => void;
  onJudge: (suspect: Judged['suspect'], verdict: Judged['verdict']) => void;
}

interface SuspectEntryProps {
  entryKey: string;
  place: EntryPlace;
  number: number;
  title: ReactNode;
  meta: ReactNode;
  verdict: SuspectVerdict | null;
  factors: ChangeSuspect['factors'];
  isProduct?: boolean;
  /** What a verdict cites; null if it can't be cited. */
  judged: Judged['suspect'] | null;
  /** Further entries of its menu. */
  entries: MenuEntry[];
  /** Corrections of the catalog. */
  links?: MenuEntry[];
}

export const entryId = (key: string) => `suspect-${encodeURIComponent(key)}`;

/** A suspect with its verdict, each factor of its score, and what one can do with it. */
export function SuspectEntry({
  entryKey,
  place: { incident, canChange, current, onFocus, onJudge },
  number,
  title,
  meta,
  verdict,
  factors,
  isProduct = false,
  judged,
  entries,
  links = [],
}: SuspectEntryProps) {
  const isCurrent = entryKey === current;
  const isDismissed = verdict?.status === 'ruled-out';
  return (
    <li
      id={entryId(entryKey)}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus(entryKey)}
      className={cx(
        'grid scroll-my-16 grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-2 rounded-sm border-b border-line px-1 py-2.5 text-sm focus-visible:-outline-offset-2',
        isCurrent && 'bg-wash',
      )}
    >
      <span className="tabular text-right text-ink-soft">{number}</span>
      <div className="min-w-0">
        <p className={cx('font-medium wrap-anywhere', isDismissed && 'text-ink-soft')}>{title}</p>
        <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs text-ink-soft">
          {meta}
          {verdict && <VerdictChip incident={incident} verdict={verdict} />}
        </p>
        {verdict?.reason && <p className="mt-1 wrap-anywhere italic">{verdict.reason}</p>}
        <Factors factors={factors} isProduct={isProduct} />
      </div>
      {canChange && judged && (
        <div className="flex items-start gap-1">
          <Button small className="max-sm:hidden" onClick={() => onJudge(judged, 'confirmed')}>
            Confirm
          </Button>
          <Button small className="max-sm:hidden" onClick={() => onJudge(judged, 'dismissed')}>
            Dismiss
          </Button>
          <Menu
            trigger={
              <IconButton
                small
                label={`Actions for “${judged.title}”`}
                icon={<Ellipsis size={14} />}
              />
            }
            groups={[
              [
                { label: 'Confirm…', keys: 'a', run: () => onJudge(judged, 'confirmed') },
                { label: 'Dismiss…', keys: 'shift+d', run: () => onJudge(judged, 'dismissed') },
              ],
              entries,
              links,
            ]}
          />
        </div>
      )}
    </li>
  );
}

/** The verdict, which leads to its hypothesis. */
function VerdictChip({ incident, verdict }: { incident: Incident; verdict: SuspectVerdict }) {
  const { label, tone } = verdictLooks[verdict.status];
  return (
    <Link
      to="/incidents/$ref/investigation"
      params={{ ref: incident.ref }}
      search={{ finding: verdict.findingId }}
      className="inline-flex items-center no-underline pointer-coarse:min-h-11"
    >
      <Chip tone={tone}>
        {label}
        {verdict.by && ` by ${verdict.by}`}
      </Chip>
    </Link>
  );
}
