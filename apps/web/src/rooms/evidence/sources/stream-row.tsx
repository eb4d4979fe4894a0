import type { Incident, SourceStream } from '@debrief/contract';
import { countText, numberText } from '@debrief/rules/numbers';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { Button } from '../../../ui/button.tsx';
import { Time } from '../../../ui/time.tsx';
import { showToast, showProblem } from '../../../ui/toast.tsx';
import { StreamBar } from './stream-bar.tsx';
import { TimeRangeForm } from './time-range-form.tsx';
import type { Extent } from './time-range.ts';

interface StreamRowProps {
  incident: Incident;
  stream: SourceStream;
  extent: Extent | null;
}

export function StreamRow({ incident, stream, extent }: StreamRowProps) {
  const [isEditing, setEditing] = useState(false);
  const { streamId, from, until, isIncluded } = stream;
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['incident', incident.ref] });
  const include = (range: { from?: string | null; until?: string | null }) =>
    api.evidence.includeStream({ incident: incident.ref, streamId, ...range });
  const drop = () => api.evidence.excludeStream({ incident: incident.ref, streamId });
  const turn = useMutation({
    mutationFn: async (): Promise<unknown> => (isIncluded ? drop() : include({})),
    onError: showProblem,
    onSuccess: () => {
      void refresh();
      if (isIncluded)
        showToast({
          title: `${stream.streamName} excluded`,
          undo: () => include({ from, until }).then(refresh),
        });
      else
        showToast({
          title: `${stream.streamName} included in ${incident.ref}`,
          undo: () => drop().then(refresh),
        });
    },
  });
  return (
    <li className="border-b border-line py-2.5">
      <div className="grid items-center gap-x-4 gap-y-1 sm:grid-cols-[minmax(0,1fr)_auto] lg:grid-cols-[minmax(0,16rem)_minmax(0,1fr)_11rem]">
        <p className="min-w-0">
          <span className="block truncate font-medium" title={stream.streamName}>
            {stream.streamName}
          </span>
          <span className="tabular block text-xs text-ink-soft">
            {isIncluded && stream.inTimeRange !== stream.inStream
              ? `${numberText(stream.inTimeRange)} of ${countText(stream.inStream, 'item')} in the time range`
              : countText(stream.inStream, 'item')}
            {stream.kinds.length > 0 && ` · ${stream.kinds.join(', ')}`}
          </span>
          {stream.rule !== null && (
            <span className="block text-xs text-ink-soft">
              {isIncluded ? 'Included' : 'Was included'} by the rule “{stream.rule}”
            </span>
          )}
        </p>
        <div className="min-w-0 sm:col-span-2 sm:row-start-2 lg:col-span-1 lg:col-start-2 lg:row-start-1">
          {isIncluded && extent && <StreamBar stream={stream} extent={extent} />}
          <p className="text-xs text-ink-soft">
            <TimeRange stream={stream} />
          </p>
        </div>
        {incident.can.change && (
          <div className="-ml-2 flex gap-1 sm:justify-end sm:col-start-2 sm:row-start-1 sm:ml-0 lg:col-start-3">
            {isIncluded && (
              <Button
                small
                look="quiet"
                aria-expanded={isEditing}
                onClick={() => setEditing(!isEditing)}
              >
                Time range
              </Button>
            )}
            <Button
              small
              look={isIncluded ? 'quiet' : 'plain'}
              isBusy={turn.isPending}
              onClick={() => turn.mutate()}
            >
              {isIncluded ? 'Exclude' : 'Include'}
            </Button>
          </div>
        )}
      </div>
      {isEditing && (
        <TimeRangeForm incident={incident} stream={stream} onClose={() => setEditing(false)} />
      )}
    </li>
  );
}

function TimeRange({ stream }: { stream: SourceStream }) {
  const { from, until, firstAt, lastAt, isIncluded } = stream;
  if (isIncluded && from === null && until === null) return null;
  if (isIncluded) {
    return (
      <>
        {from === null ? 'from the start' : <Time at={from} />} –{' '}
        {until === null ? 'to the end' : <Time at={until} />}
      </>
    );
  }
  if (firstAt === null || lastAt === null) return 'empty';
  return (
    <>
      <Time at={firstAt} show="day" /> – <Time at={lastAt} show="day" />
    </>
  );
}
