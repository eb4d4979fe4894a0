import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';

interface BulkBarProps {
  /** “3 follow-ups” */
  count: string;
  failures: readonly string[];
  onClear: () => void;
  children: ReactNode;
}

/** Actions for the selected rows of a list; says which rows could not be changed. */
export function BulkBar({ count, failures, onClear, children }: BulkBarProps) {
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="bottom-bar fixed inset-x-2 bottom-16 z-20 mx-auto w-fit max-w-[calc(100%-1rem)] rounded-lg border border-line bg-sheet p-1.5 shadow-float sm:bottom-4"
    >
      {failures.length > 0 && (
        <ul role="alert" className="mb-1 max-h-40 overflow-y-auto px-1 text-sm text-danger">
          {failures.map((failure) => (
            <li key={failure} className="wrap-anywhere">
              {failure}
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center justify-center gap-1">
        <p role="status" className="tabular px-1 text-sm font-semibold">
          {count} selected
        </p>
        {children}
        <IconButton
          small
          label="Clear selection"
          icon={<X size={14} aria-hidden="true" />}
          onClick={onClear}
        />
      </div>
    </div>
  );
}
