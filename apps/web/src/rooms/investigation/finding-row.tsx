import type { Finding } from '@debrief/contract';
import { Ellipsis } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { findingLooks, FindingShape } from '../../ui/finding-shape.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Time } from '../../ui/time.tsx';
import { CommentButton } from '../comment/index.ts';
import { TagChips } from '../tag/item-tags.ts';
import { listCitations } from './blank-finding.ts';
import { FindingChips } from './finding-chips.tsx';
import { FindingMarks } from './finding-marks.tsx';
import type { FindingPlace } from './finding-place.ts';
import { statusLooks } from './words.ts';

interface FindingRowProps {
  finding: Finding;
  place: FindingPlace;
  id: string;
  isCurrent: boolean;
  onFocus: () => void;
  onEdit: () => void;
  onStep: () => void;
  onRemove: () => void;
  onTag: () => void;
}

export function FindingRow({
  finding,
  place,
  id,
  isCurrent,
  onFocus,
  onEdit,
  onStep,
  onRemove,
  onTag,
}: FindingRowProps) {
  const look = findingLooks[finding.type];
  return (
    <div
      role="row"
      id={id}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={(focus) => focus.target === focus.currentTarget && onFocus()}
      onDoubleClick={() => finding.can.change && onEdit()}
      className={cx(
        'group/event grid grid-cols-[1.25rem_5.5rem_1rem_minmax(0,1fr)_auto] gap-x-2 rounded-sm py-1.5 pr-1 pl-2 text-sm leading-5 focus-visible:-outline-offset-2',
        isCurrent ? 'bg-wash' : 'hover:bg-wash',
      )}
    >
      <div role="gridcell" />
      <div role="gridcell" className="text-right text-xs leading-5">
        <Time at={finding.at} precision={finding.precision} show="clock" />
      </div>
      <div role="gridcell" className="pt-1">
        <FindingShape type={finding.type} />
      </div>
      <div
        role="gridcell"
        className="min-w-0 border-l-2 border-dotted pl-2"
        style={{ borderColor: look.color }}
      >
        <p className="wrap-anywhere">
          <span
            className="mr-1 rounded-sm border px-1 text-2xs font-semibold"
            style={{ color: look.color, borderColor: look.color }}
          >
            {look.label}
          </span>
          {finding.type === 'hypothesis' && (
            <Chip
              tone={statusLooks[finding.status].tone}
              title={statusLooks[finding.status].hint}
              className="mr-1"
            >
              {statusLooks[finding.status].label.toLowerCase()}
            </Chip>
          )}
          <span className="text-ink italic">{finding.statement}</span>{' '}
          <FindingChips citations={listCitations(finding)} place={place} />
        </p>
        <p className="flex flex-wrap items-center gap-x-2">
          <FindingMarks finding={finding} />
          <TagChips id={finding.id} />
          {finding.version === 0 && <Chip>not saved yet</Chip>}
        </p>
      </div>
      <div
        role="gridcell"
        className="flex items-start opacity-60 group-focus-within/event:opacity-100 group-hover/event:opacity-100"
      >
        <CommentButton
          target={{ kind: 'finding', id: finding.id }}
          title={finding.statement}
          tabIndex={isCurrent ? 0 : -1}
        />
        {finding.can.change && (
          <Menu
            trigger={
              <IconButton
                small
                label={`What can be done with “${finding.statement}”`}
                tabIndex={isCurrent ? 0 : -1}
                icon={<Ellipsis size={14} />}
              />
            }
            groups={[
              [
                { label: 'Edit', keys: 'enter', run: onEdit },
                finding.type === 'hypothesis' && {
                  label: 'Update status…',
                  keys: 's',
                  run: onStep,
                },
                { label: 'Tag…', keys: 't', run: onTag },
              ],
              [{ label: 'Remove', keys: 'delete', isDanger: true, run: onRemove }],
            ]}
          />
        )}
      </div>
    </div>
  );
}
