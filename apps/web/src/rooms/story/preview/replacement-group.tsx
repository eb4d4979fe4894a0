import type { StoryReplacement } from '@debrief/contract';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { kindText } from './kind-words.ts';

interface Props {
  kind: string;
  replacements: readonly StoryReplacement[];
  /** Whether the row of the keyboard cursor is of this kind. */
  isCurrent: boolean;
  onReplaceAll: () => void;
  children: ReactNode;
}

export function ReplacementGroup({ kind, replacements, isCurrent, onReplaceAll, children }: Props) {
  const open = replacements.filter((one) => one.decision === 'undecided').length;
  const id = `kind-${kind}`;
  return (
    <section aria-labelledby={id}>
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 pt-4 pb-1.5">
        <div className="min-w-0 flex-1">
          <h3 id={id} className="text-sm font-semibold first-letter:uppercase">
            {kindText(kind)}
          </h3>
          <p className="text-xs text-ink-soft">{replacements[0]?.why}</p>
        </div>
        {open > 1 && (
          <Button small keys={isCurrent ? 't' : ''} onClick={onReplaceAll}>
            Replace all {open}
            <span className="sr-only"> {kindText(kind)}</span>
          </Button>
        )}
      </header>
      <ul aria-labelledby={id} className="divide-y divide-line border-y border-line">
        {children}
      </ul>
    </section>
  );
}
