import type { Incident } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '../../data/queries.ts';
import { Time } from '../../ui/time.tsx';

/** The title that readers will see, and which version they see now. */
export function ReportTitle({ incident, children }: { incident: Incident; children: ReactNode }) {
  const { data } = useQuery(queries.versions(incident.ref));
  const newest = data?.items.find(({ unpublished }) => !unpublished);
  if (!data) return <div className="report-title" />;
  return (
    <header className="report-title">
      <h2>{data.items[0]?.title ?? incident.title}</h2>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p>
          Draft ·{' '}
          {newest ? (
            <>
              version {newest.number} published <Time at={newest.publishedAt} show="day" />
            </>
          ) : (
            'not published'
          )}
        </p>
        <div className="no-print flex flex-wrap items-center gap-2">{children}</div>
      </div>
    </header>
  );
}
