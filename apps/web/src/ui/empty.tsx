import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  /** What belongs here, with a real example. */
  children?: ReactNode;
  /** The one way to begin. */
  action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-128 flex-col items-center gap-2 px-6 py-14 text-center">
      <p className="font-serif text-xl text-ink">{title}</p>
      {children && <div className="text-base text-pretty text-ink-soft">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
