import { lazy, Suspense } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { FindingEditorProps } from './finding-editor.tsx';

const Loaded = lazy(() =>
  import('./finding-editor.tsx').then(({ FindingEditor }) => ({ default: FindingEditor })),
);

/** Reading does not need the editor: it is loaded when opened. */
export function FindingEditor(props: FindingEditorProps) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
