import { useEffect, type ReactNode } from 'react';
import { cx } from '../ui/cx.ts';

interface PageHeadProps {
  title: string;
  before?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** One line less on a phone or at 200% zoom: the content below needs the space. */
  isCompact?: boolean;
  /** As wide as the window, like a `Column` that is wide. */
  isWide?: boolean;
  children?: ReactNode;
}

export function PageHead({
  title,
  before,
  lead,
  actions,
  isCompact = false,
  isWide = isCompact,
  children,
}: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Debrief`;
  }, [title]);
  return (
    <header
      className={cx('border-b border-line bg-paper px-4 pt-4 sm:px-6', isCompact && 'small:pt-2')}
    >
      <div
        className={cx(
          'flex items-start gap-x-4 gap-y-2',
          children ? 'pb-2' : 'pb-4',
          isCompact ? 'small:pb-0' : 'flex-wrap',
          !isWide && 'max-w-268',
        )}
      >
        <div className={cx('min-w-0 flex-1', !isCompact && 'basis-64')}>
          {before}
          <h1
            title={isCompact ? title : undefined}
            className={cx(
              'text-xl font-semibold tracking-[-0.01em] wrap-anywhere',
              isCompact && 'small:truncate small:text-base',
            )}
          >
            {title}
          </h1>
          {lead && <div className="mt-0.5 text-sm text-ink-soft">{lead}</div>}
        </div>
        {actions && <div className="no-print flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {children}
    </header>
  );
}

export function Column({ children, isWide = false }: { children: ReactNode; isWide?: boolean }) {
  return <div className={`w-full px-4 py-5 sm:px-6 ${isWide ? '' : 'max-w-280'}`}>{children}</div>;
}
