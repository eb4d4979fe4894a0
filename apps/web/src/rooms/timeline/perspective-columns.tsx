import type { TimelineEvent } from '@debrief/contract';
import { asTitle } from '@debrief/rules/people';
import type { ReactNode } from 'react';
import { useDesk } from './desk.ts';
import { listPerspectives, toPerspectiveKey, type PerspectiveKey } from './event-order.ts';

type Columns = readonly [PerspectiveKey, PerspectiveKey];

/** The two compared perspectives, above their columns. */
export function ColumnNames({ columns }: { columns: Columns }) {
  const { timeline } = useDesk();
  const names = new Map(
    listPerspectives(timeline.events ?? []).map(({ key, name }) => [key, asTitle(name)]),
  );
  return (
    <p className="hidden grid-cols-2 gap-x-2 px-2 pt-2 text-xs font-semibold text-ink @4xl:grid">
      {columns.map((key) => (
        <span key={key} className="truncate">
          {names.get(key) ?? key.slice(key.indexOf(':') + 1)}
        </span>
      ))}
    </p>
  );
}

/** Puts a row in the column of its perspective; a narrow list shows both in one column. */
export function InColumn({
  event,
  columns,
  children,
}: {
  event: TimelineEvent;
  columns: Columns | null;
  children: ReactNode;
}) {
  if (columns === null) return children;
  const isSecond = toPerspectiveKey(event) === columns[1];
  return (
    <div role="presentation" className="grid gap-x-2 @4xl:grid-cols-2">
      <div
        role="presentation"
        className={
          isSecond
            ? 'border-l-2 border-accent pl-1 @4xl:col-start-2 @4xl:border-l @4xl:border-line'
            : ''
        }
      >
        {children}
      </div>
    </div>
  );
}
