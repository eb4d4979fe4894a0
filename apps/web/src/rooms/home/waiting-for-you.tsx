import { notificationKinds, type Home, type Notification } from '@debrief/contract';
import { dayText } from '@debrief/rules/time';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { PlaceLink } from '../../ui/place-link.tsx';
import { Time } from '../../ui/time.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { HomeSection } from './home-section.tsx';

const shownAtFirst = 10;

/** What waits for the account, what is due first, and its news; nothing if there is nothing. */
export function Waiting({ home: { waiting, news } }: { home: Home }) {
  const newest = [...waiting, ...news]
    .filter((item) => item.isUnread)
    .map((item) => item.at)
    .toSorted()
    .at(-1);
  return (
    <>
      <NotificationList id="waiting" title="Waiting for you" items={waiting} />
      <NotificationList id="news" title="News" items={news} />
      {newest !== undefined && <MarkRead until={newest} />}
    </>
  );
}

function MarkRead({ until }: { until: string }) {
  const mark = useMutation({
    mutationFn: () => api.notification.markRead({ until }),
    onError: showProblem,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: queries.home().queryKey }),
  });
  return (
    <div className="mt-2">
      <Button small isBusy={mark.isPending} onClick={() => mark.mutate()}>
        Mark as read
      </Button>
    </div>
  );
}

interface NotificationListProps {
  id: string;
  title: string;
  items: readonly Notification[];
}

function NotificationList({ id, title, items }: NotificationListProps) {
  const [isOpen, setOpen] = useState(false);
  if (items.length === 0) return null;
  const shown = isOpen ? items : items.slice(0, shownAtFirst);
  return (
    <HomeSection id={id} title={title}>
      <ul className="border-t border-line">
        {shown.map((item) => (
          <NotificationLine key={`${item.kind}/${item.id}`} item={item} />
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

function NotificationLine({ item }: { item: Notification }) {
  return (
    <li className="relative flex flex-wrap items-baseline gap-x-3 border-b border-line py-2 hover:bg-wash">
      <span className="flex min-w-0 flex-1 basis-72 items-baseline gap-2">
        {item.isUnread && (
          <span className="size-2 flex-none rounded-full bg-accent">
            <span className="sr-only">New</span>
          </span>
        )}
        <PlaceLink
          href={item.link}
          className="line-clamp-2 font-medium wrap-anywhere text-ink no-underline after:absolute after:inset-0"
        >
          {item.title}
        </PlaceLink>
      </span>
      <span className="text-sm text-ink-soft">
        <DueText item={item} />
        {[notificationKinds[item.kind].says, item.from, item.incidentRef]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

function DueText({ item: { due, isOverdue } }: { item: Notification }) {
  if (due === null) return null;
  return (
    <span className={cx('tabular', isOverdue && 'font-medium text-danger')}>
      {isOverdue ? 'Overdue' : 'Due'} {due.length === 10 ? dayText(due) : <Time at={due} />}
      {' · '}
    </span>
  );
}
