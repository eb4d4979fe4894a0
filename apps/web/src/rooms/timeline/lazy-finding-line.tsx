import { Suspense, type ComponentProps } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Skeleton } from '../../ui/skeleton.tsx';

const Loaded = lazyPart(() => import('./finding-line.tsx'), 'FindingLine');

/** A timeline without findings does not load the code of the investigation. */
export function FindingLine(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense
      fallback={
        <div role="row">
          <div role="gridcell">
            <Skeleton lines={1} />
          </div>
        </div>
      }
    >
      <Loaded {...props} />
    </Suspense>
  );
}
