import { waitingKinds, type WaitingItem } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { PlaceLink } from '../../ui/place-link.tsx';
import { Time } from '../../ui/time.tsx';
import { HomeSection } from './home-section.tsx';

const shownAtFirst = 10;

/** What waits for the account, what is due first; renders nothing if there is nothing. */
export function Waiting({ items }: { items: readonly WaitingItem[] }) {
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return null;
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  return (
    <HomeSection id="waiting" title="Waiting for you">
      <ul className="border-t border-line">
        {shown.map((item) => (
          <WaitingLine key={`${item.kind}/${item.id}`} item={item} />
        ))}
      </ul>
      {shown.length < items.length && (
        <div className="mt-2">
          <Button small onClick={() => setOpen(true)}>
            Show all {items.length}
          </Button>
        </div>
      )}
    </HomeSection>
  );
}

function WaitingLine({ item }: { item: WaitingItem }) {
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 hover:bg-wash">
      <span className="min-w-0 flex-1 basis-72">
        <PlaceLink
          href={item.link}
          className="line-clamp-2 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {item.title}
        </PlaceLink>
      </span>
      <span className="text-sm text-ink-soft">
        <DueText item={item} />
        {[waitingKinds[item.kind].says, item.from, item.incidentRef].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}

function DueText({ item: { due, isOverdue } }: { item: WaitingItem }) {
  if (due === null) return null;
  return (
    <span className={cx('tabular', isOverdue && 'font-medium text-danger')}>
      {isOverdue ? 'Overdue' : 'Due'} {due.length === 10 ? dayText(due) : <Time at={due} />}
      {' · '}
    </span>
  );
}
