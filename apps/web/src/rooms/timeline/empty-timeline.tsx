import type { Incident } from '@debrief/contract';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useMedia } from '../../ui/use-media.ts';

/** How to add the first event, worded differently without a keyboard. */
export function EmptyTimeline({ incident }: { incident: Incident }) {
  const isTouch = useMedia('(pointer: coarse)');
  if (!incident.can.change)
    return (
      <EmptyState title="No events yet">
        Editors of this incident add evidence to the timeline here.
      </EmptyState>
    );
  return (
    <EmptyState title="No events yet">
      {isTouch ? (
        <p>
          Open <b>Record</b>, tap the box next to each message that matters, then tap{' '}
          <b>Add to timeline</b>.
        </p>
      ) : (
        <p>
          In the record, select each message that matters (<Kbd keys="x" /> or its checkbox), then
          add them to the timeline (<Kbd keys="e" /> or <b>Add to timeline</b>).
        </p>
      )}
      <figure className="mt-4 rounded-md border border-line bg-sheet p-3 text-left text-sm">
        <p className="text-ink-soft">
          Example: “14:34 engineer C: the alias points at last week's index” becomes
        </p>
        <p className="mt-1 text-ink">
          <span className="tabular text-xs text-ink-soft">14:34</span>{' '}
          <span className="font-medium">Alias found misconfigured</span>{' '}
          <span className="rounded-sm bg-accent-wash px-1 text-2xs font-medium text-accent">1</span>
        </p>
      </figure>
    </EmptyState>
  );
}
