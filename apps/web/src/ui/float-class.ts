export const floatClass =
  'rounded-lg border border-line bg-sheet text-ink shadow-float transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 focus-visible:outline-none';
