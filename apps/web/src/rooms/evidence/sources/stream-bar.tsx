import type { SourceStream } from '@debrief/contract';
import { stretchOn, type Extent } from './time-range.ts';

/**
 * Where the stream has items (gray), and what the time range includes (accent), on the shared axis.
 */
export function StreamBar({ stream, extent }: { stream: SourceStream; extent: Extent }) {
  if (stream.firstAt === null) return null;
  const whole = stretchOn(extent, stream.firstAt, stream.lastAt);
  const from = stream.from !== null && stream.from > stream.firstAt ? stream.from : stream.firstAt;
  const until =
    stream.until !== null && stream.lastAt !== null && stream.until < stream.lastAt
      ? stream.until
      : stream.lastAt;
  const inside = stretchOn(extent, from, until);
  return (
    <div aria-hidden="true" className="relative mb-1 h-2 rounded-sm bg-wash">
      <span
        className="absolute inset-y-0 rounded-sm bg-wash-strong"
        style={{ left: `${whole.left}%`, width: `${whole.width}%` }}
      />
      {stream.inTimeRange > 0 && (
        <span
          className="absolute inset-y-0 rounded-sm bg-accent"
          style={{ left: `${inside.left}%`, width: `${inside.width}%` }}
        />
      )}
    </div>
  );
}
