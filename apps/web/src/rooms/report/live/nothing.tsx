import type { ReactNode } from 'react';

/** Said where a live block has nothing to show. */
export function EmptyBlock({ children }: { children: ReactNode }) {
  return <p className="text-sm text-ink-soft">{children}</p>;
}
