import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { FindingEditorProps } from './finding-editor.tsx';
import type * as drafts from './finding-from-items.ts';

const loadEditor = () => import('./finding-editor.tsx');
const Loaded = lazyPart(loadEditor, 'FindingEditor');

/** Reading does not need the editor: it is loaded when opened. */
export function FindingEditor(props: FindingEditorProps) {
  return (
    <Suspense fallback={<Skeleton lines={6} />}>
      <Loaded {...props} />
    </Suspense>
  );
}

/** The draft and the editor that shows it are loaded at the same time. */
export async function startAccounts(
  ...given: Parameters<typeof drafts.startAccounts>
): Promise<void> {
  const [{ startAccounts: start }] = await Promise.all([
    import('./finding-from-items.ts'),
    loadEditor(),
  ]);
  start(...given);
}

/** As `startAccounts`, for items of the record. */
export async function startDraft(...given: Parameters<typeof drafts.startDraft>): Promise<void> {
  const [{ startDraft: start }] = await Promise.all([
    import('./finding-from-items.ts'),
    loadEditor(),
  ]);
  start(...given);
}
