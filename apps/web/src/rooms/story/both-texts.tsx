import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';

interface Props {
  /** What there are two versions of: `sentence`. */
  what: string;
  said: ReactNode;
  mine: ReactNode;
  theirs: ReactNode;
  keep: string;
  take: string;
  labels?: readonly [mine: string, theirs: string];
  onChoose: (side: 'mine' | 'theirs') => void;
}

/** Two versions beside each other, each under what it is. */
export function SideBySide({
  labels,
  mine,
  theirs,
}: {
  labels: readonly [mine: string, theirs: string];
  mine: ReactNode;
  theirs: ReactNode;
}) {
  return (
    <div className="grid gap-3 px-3 py-2 sm:grid-cols-2">
      {[mine, theirs].map((words, index) => (
        <div key={labels[index]} className="min-w-0">
          <p className="text-xs font-semibold text-ink-soft">{labels[index]}</p>
          <div className="font-serif wrap-anywhere whitespace-pre-line">{words}</div>
        </div>
      ))}
    </div>
  );
}

/** Two versions of some words side by side; nothing is taken until a person says which. */
export function BothTexts({
  what,
  said,
  mine,
  theirs,
  keep,
  take,
  labels = ['Typed here', 'Saved there'],
  onChoose,
}: Props) {
  return (
    <section
      aria-label={`Two versions of this ${what}`}
      className="my-2 rounded-md border border-danger bg-sheet text-sm"
    >
      <p role="alert" className="border-b border-line px-3 py-2">
        <strong className="font-semibold">{said}</strong> Nothing is lost: choose one.
      </p>
      <SideBySide labels={labels} mine={mine} theirs={theirs} />
      <div className="flex flex-wrap gap-2 border-t border-line px-3 py-2">
        <Button small look="primary" onClick={() => onChoose('mine')}>
          {keep}
        </Button>
        <Button small onClick={() => onChoose('theirs')}>
          {take}
        </Button>
      </div>
    </section>
  );
}
