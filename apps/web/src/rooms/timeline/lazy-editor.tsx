import { lazy, Suspense, type ComponentProps } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';

const loadEditor = () =>
  import('./event-editor.tsx').then(({ EventEditor }) => ({ default: EventEditor }));
const Loaded = lazy(loadEditor);

/**
 * Reading a timeline does not need the editor: it is loaded when the desk is idle, or when it is
 * opened.
 */
export function EventEditor(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Loaded {...props} />
    </Suspense>
  );
}

export function loadEditorSoon(): void {
  setTimeout(() => void loadEditor(), 3000);
}
