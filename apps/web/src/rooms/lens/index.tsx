import { Suspense, type ComponentProps } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';

export { NoteList } from './note-list.tsx';

const Loaded = lazyPart(() => import('./text-notes.tsx'), 'TextNotes');

/** Questions about the wording of a form's fields; loaded after the form. */
export function TextNotes(props: ComponentProps<typeof Loaded>) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}
