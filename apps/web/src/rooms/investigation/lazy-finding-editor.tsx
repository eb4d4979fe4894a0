import { lazy, Suspense } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { FindingEditorProps } from './finding-editor.tsx';

const Loaded = lazy(() =>
  import('./finding-editor.tsx').then(({ FindingEditor }) => ({ default: FindingEditor })),
);

/** The editor is not needed to read what others wrote: it is loaded when it is opened. */
export function FindingEditor(props: FindingEditorProps) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
