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
  onChoose: (side: 'mine' | 'theirs') => void;
}

/** Two versions of some words side by side; nothing is taken until a person says which. */
export function BothTexts({ what, said, mine, theirs, keep, take, onChoose }: Props) {
  return (
    <section aria-label={`Two versions of this ${what}`} className="my-2 rounded-md border border-danger bg-sheet text-sm">
      <p role="alert" className="border-b border-line px-3 py-2">
        <strong className="font-semibold">{said}</strong> Nothing is lost: choose one.
      </p>
      <div className="grid gap-3 px-3 py-2 sm:grid-cols-2">
        <div className="min-w-0">
          <p className="text-xs font-semibold text-ink-soft">Typed here</p>
          <div className="font-serif wrap-anywhere whitespace-pre-line">{mine}</div>
        </div>
        <div className="min-w-0">
          <p className="text-xs font-semibold text-ink-soft">Saved there</p>
          <div className="font-serif wrap-anywhere whitespace-pre-line">{theirs}</div>
        </div>
      </div>
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
