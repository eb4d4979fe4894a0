import { lazy, Suspense, type ComponentProps } from 'react';
import { Skeleton } from '../../ui/skeleton.tsx';

const loadEditor = () =>
  import('./event-editor.tsx').then(({ EventEditor }) => ({ default: EventEditor }));
const Loaded = lazy(loadEditor);

/** The editor is not needed to read a timeline: it is loaded when the desk is idle, or at the latest when it is opened. */
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
