import type { Incident } from '@debrief/contract';
import { SlidersHorizontal, Trash2 } from 'lucide-react';
import { Suspense } from 'react';
import { createPortal } from 'react-dom';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import type { WritingDesk } from '../use-desk.ts';
import type { LiveHandle } from '../writing/live-view.ts';
import { useObservable } from '../writing/observable-value.ts';
import { liveBlockTexts } from './live-block-texts.ts';

const LiveContent = lazyPart(() => import('./live-content.tsx'), 'LiveContent');
const TimelineChooser = lazyPart(() => import('./timeline-chooser.tsx'), 'TimelineChooser');

interface LiveBlocksProps {
  desk: WritingDesk;
  incident: Incident;
  canWrite: boolean;
}

export function LiveBlocks({ desk, incident, canWrite }: LiveBlocksProps) {
  const handles = useObservable(desk.live);
  return handles.map((handle) =>
    createPortal(
      <LiveBlock handle={handle} incident={incident} canWrite={canWrite} />,
      handle.dom,
      String(handle.key),
    ),
  );
}

function LiveBlock({
  handle,
  incident,
  canWrite,
}: {
  handle: LiveHandle;
  incident: Incident;
  canWrite: boolean;
}) {
  const { attrs } = handle;
  const { name } = liveBlockTexts[attrs.kind];
  const isPart = attrs.from !== null || attrs.until !== null || attrs.ids !== null;
  return (
    <figure className="@container font-sans text-base" aria-label={`${name}, live`}>
      <figcaption className="mb-2 flex items-center gap-1 text-xs text-ink-soft">
        <span className="min-w-0 flex-1">
          <span className="font-semibold text-ink">{name}</span> · {isPart && 'filtered, '}live;
          frozen when you publish
        </span>
        {canWrite && attrs.kind === 'timeline' && (
          <Popover
            align="end"
            title="Timeline filter"
            trigger={
              <IconButton
                small
                label="Select which events to show"
                icon={<SlidersHorizontal size={14} />}
              />
            }
          >
            <Suspense fallback={<Skeleton lines={3} />}>
              <TimelineChooser incident={incident} handle={handle} />
            </Suspense>
          </Popover>
        )}
        {canWrite && (
          <IconButton
            small
            label={`Remove: ${name}`}
            icon={<Trash2 size={14} />}
            onClick={handle.remove}
          />
        )}
      </figcaption>
      <Suspense fallback={<Skeleton lines={3} />}>
        <LiveContent incident={incident} attrs={attrs} />
      </Suspense>
    </figure>
  );
}
