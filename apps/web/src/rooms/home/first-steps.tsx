import type { FirstSteps as Steps } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { Check, Circle, X } from 'lucide-react';
import { api } from '../../api.ts';
import { patchRead, queries } from '../../data/queries.ts';
import { IconButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { showProblem } from '../../ui/toast.tsx';

/** Three steps that are checked off automatically; hidden once they are done or dismissed. */
export function FirstSteps({ steps }: { steps: Steps }) {
  const hide = useMutation({
    mutationFn: () => api.library.hideFirstSteps(undefined),
    onError: showProblem,
    onSuccess: () =>
      patchRead<{ steps: Steps | null }>(
        queries.home().queryKey,
        (home) => home && { ...home, steps: null },
      ),
  });
  const all = [
    { label: 'Import a record', isDone: steps.imported },
    { label: 'Add the first event', isDone: steps.addedEvent },
    { label: 'Publish a report', isDone: steps.published },
  ];
  return (
    <section
      aria-label="First steps"
      className="mt-6 flex items-center gap-3 rounded-lg border border-line bg-sheet py-2 pr-2 pl-4"
    >
      <ol className="flex flex-1 flex-wrap gap-x-6 gap-y-1 text-sm">
        {all.map(({ label, isDone }) => (
          <li key={label} className={cx('flex items-center gap-1.5', isDone && 'text-ink-soft')}>
            {isDone ? (
              <Check size={15} className="text-good" aria-hidden="true" />
            ) : (
              <Circle size={15} className="text-ink-faint" aria-hidden="true" />
            )}
            {label}
            {isDone && <span className="sr-only"> (done)</span>}
          </li>
        ))}
      </ol>
      <IconButton
        small
        label="Hide first steps"
        icon={<X size={14} />}
        onClick={() => hide.mutate()}
      />
    </section>
  );
}
