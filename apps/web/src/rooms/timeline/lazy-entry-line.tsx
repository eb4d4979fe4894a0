import { lazy, Suspense, type ComponentProps } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';

const Loaded = lazy(() =>
  import('./entry-line.tsx').then(({ EntryLine }) => ({ default: EntryLine })),
);

/** A timeline of events alone does without the code of the investigation. */
export function EntryLine(props: ComponentProps<typeof Loaded>) {
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
