import type { Incident, SourceStream } from '@debrief/contract';
import { Clock } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { ClockDialog } from './clock-dialog.tsx';
import { StreamRow } from './stream-row.tsx';
import { offsetWords, type Extent } from './time-range.ts';

interface SourcePartProps {
  incident: Incident;
  streams: SourceStream[];
  extent: Extent | null;
}

export function SourcePart({ incident, streams, extent }: SourcePartProps) {
  const [isCorrecting, setCorrecting] = useState(false);
  const source = streams[0];
  if (!source) return null;
  const mayCorrect = incident.can.change && source.isIncluded;
  return (
    <section
      aria-label={`${source.sourceName}${source.isIncluded ? '' : ', not included'}`}
      className="mb-7"
    >
      <div className="flex flex-wrap items-baseline gap-x-3 border-b border-line-strong pb-1">
        <h3 className="text-sm font-semibold">{source.sourceName}</h3>
        <span className="flex-1 text-xs text-ink-soft">{source.sourceKind}</span>
        {mayCorrect ? (
          <Button small look="quiet" icon={<Clock size={13} />} onClick={() => setCorrecting(true)}>
            Clock offset: {offsetWords(source.clockOffsetMs)}
          </Button>
        ) : (
          source.clockOffsetMs !== 0 && (
            <span className="text-xs text-ink-soft">
              Clock offset: {offsetWords(source.clockOffsetMs)}
            </span>
          )
        )}
      </div>
      <ul>
        {streams.map((stream) => (
          <StreamRow key={stream.streamId} incident={incident} stream={stream} extent={extent} />
        ))}
      </ul>
      {isCorrecting && (
        <ClockDialog incident={incident} source={source} onClose={() => setCorrecting(false)} />
      )}
    </section>
  );
}
