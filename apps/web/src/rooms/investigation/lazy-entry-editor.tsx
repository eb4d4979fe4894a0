import { lazy, Suspense } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { EntryEditorProps } from './entry-editor.tsx';

const Loaded = lazy(() =>
  import('./entry-editor.tsx').then(({ EntryEditor }) => ({ default: EntryEditor })),
);

/** The editor is not needed to read what others wrote: it is loaded when it is opened. */
export function EntryEditor(props: EntryEditorProps) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
