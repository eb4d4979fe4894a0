import type { ReactNode } from 'react';

export function EmptyBlock({ children }: { children: ReactNode }) {
  return <p className="text-sm text-ink-soft">{children}</p>;
}
