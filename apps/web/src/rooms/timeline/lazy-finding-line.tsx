import { lazy, Suspense, type ComponentProps } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';

const Loaded = lazy(() =>
  import('./finding-line.tsx').then(({ FindingLine }) => ({ default: FindingLine })),
);

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
