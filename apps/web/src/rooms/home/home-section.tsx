import type { ReactNode } from 'react';

interface HomeSectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

export function HomeSection({ id, title, children }: HomeSectionProps) {
  return (
    <section aria-labelledby={id} className="mt-10">
      <h2 id={id} className="mb-1 text-sm font-semibold">
        {title}
      </h2>
      {children}
    </section>
  );
}
