import { useEffect, type ReactNode } from 'react';

interface SignedOutPageProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

export function SignedOutPage({ title, lead, children }: SignedOutPageProps) {
  useEffect(() => {
    document.title = `${title} · Debrief`;
  }, [title]);
  return (
    <main
      id="main"
      className="mx-auto flex min-h-dvh w-full max-w-104 flex-col justify-center px-5 py-12"
    >
      <p className="font-serif text-lg text-accent">Debrief</p>
      <h1 className="mt-6 font-serif text-2xl">{title}</h1>
      <div className="mt-1 mb-6 text-base text-pretty text-ink-soft">{lead}</div>
      {children}
    </main>
  );
}
