import { useEffect, type ReactNode } from 'react';

interface PageHeadProps {
  title: string;
  /** Stands before the title: the name of an incident, a way back. */
  before?: ReactNode;
  /** A line under the title. */
  lead?: ReactNode;
  /** What can be done here next. */
  actions?: ReactNode;
  /** Tabs, at the lower edge. */
  children?: ReactNode;
}

/** Says where you are and what you can do next; also the title of the browser's tab. */
export function PageHead({ title, before, lead, actions, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Debrief`;
  }, [title]);
  return (
    <header className="border-b border-line bg-paper px-4 pt-4 sm:px-6">
      <div
        className={
          children
            ? 'flex flex-wrap items-start gap-x-4 gap-y-2 pb-2'
            : 'flex flex-wrap items-start gap-x-4 gap-y-2 pb-4'
        }
      >
        <div className="min-w-0 flex-1 basis-80">
          {before}
          <h1 className="text-xl font-semibold tracking-[-0.01em] wrap-anywhere">{title}</h1>
          {lead && <div className="mt-0.5 text-sm text-ink-soft">{lead}</div>}
        </div>
        {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

/** The column that a page's content stands in. */
export function Column({ children, isWide = false }: { children: ReactNode; isWide?: boolean }) {
  return <div className={`w-full px-4 py-5 sm:px-6 ${isWide ? '' : 'max-w-280'}`}>{children}</div>;
}
