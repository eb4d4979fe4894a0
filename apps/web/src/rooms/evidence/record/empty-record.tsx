import type { Incident } from '@debrief/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { queries } from '../../../data/queries.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { useMedia } from '../../../ui/use-media.ts';
import { ImportButtons, useUploads } from '../import/index.ts';
import { RunningImport } from '../import/running-import.tsx';

/** An incident without evidence: imports in progress, else how to import. */
export function EmptyRecord({ incident }: { incident: Incident }) {
  const { ref } = incident;
  const isTouch = useMedia('(pointer: coarse)');
  const sending = useUploads().filter((one) => one.incident === ref && one.state !== 'failed');
  const list = useInfiniteQuery({
    ...queries.imports(ref),
    refetchInterval: (query) =>
      query.state.data?.pages[0]?.items.some((one) => one.state === 'running') ? 1_000 : false,
  });
  const running = (list.data?.pages[0]?.items ?? []).filter((one) => one.state === 'running');
  if (list.isPending && sending.length === 0)
    return (
      <div className="px-4">
        <Skeleton lines={12} />
      </div>
    );
  if (running.length > 0 || sending.length > 0)
    return (
      <div className="mx-auto w-full max-w-128 px-6 py-14">
        <p className="font-serif text-xl text-ink">Importing…</p>
        <p className="mt-1 mb-4 text-ink-soft">
          The evidence appears here when the import is done.
        </p>
        {sending.length === 0 &&
          running.map((one) => (
            <div key={one.id}>
              <p className="mb-1 truncate text-sm font-medium">{one.name}</p>
              <RunningImport one={one} />
            </div>
          ))}
        {sending.length > 0 && <Skeleton lines={3} label="Importing" />}
      </div>
    );
  return (
    <EmptyState
      title="No evidence yet"
      action={incident.can.import && <ImportButtons incident={ref} hasFolder={!isTouch} />}
    >
      {!incident.can.import
        ? 'Editors of this incident import its evidence here.'
        : isTouch
          ? 'Tap “Select files” to import a chat export, an alert log or a deploy log.'
          : 'Drop a chat export, an alert log or a deploy log anywhere on this page. You see a preview before anything is saved.'}
    </EmptyState>
  );
}
