import type { ReactNode } from 'react';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** If it fills the page, its title is the page's heading. */
  isPage?: boolean;
}

export function EmptyState({ title, children, action, isPage = false }: EmptyProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className="mx-auto flex max-w-128 flex-col items-center gap-2 px-6 py-14 text-center">
      <Title className="font-serif text-xl text-ink">{title}</Title>
      {children && <div className="text-base text-pretty text-ink-soft">{children}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
