import { getRouteApi, Link } from '@tanstack/react-router';
import { version } from 'debrief-root/package.json';
import changelog from 'debrief-root/CHANGELOG.md?raw';
import bundles from 'debrief-root/docs/bundle-format.md?raw';
import formats from 'debrief-root/docs/formats.md?raw';
import start from 'debrief-root/README.md?raw';
import { useEffect } from 'react';
import { cx } from '../../ui/cx.ts';
import { Markdown } from './markdown.tsx';

const pages: { id: string; label: string; text: string }[] = [
  { id: 'start', label: 'Get started', text: start },
  { id: 'formats', label: 'File formats', text: formats },
  { id: 'bundles', label: 'Bundle format', text: bundles },
  { id: 'changelog', label: "What's new", text: changelog },
];

const route = getRouteApi('/inside/help/$page');

/** The documents of this version, which are part of the built application. */
export function Help() {
  const { page } = route.useParams();
  const shown = pages.find((one) => one.id === page) ?? pages[0];
  useEffect(() => {
    document.title = `${shown?.label ?? 'Help'} · Debrief`;
  }, [shown]);
  return (
    <div className="mx-auto w-full max-w-208 px-4 py-8 sm:px-8">
      <nav aria-label="Help" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        {pages.map(({ id, label }) => (
          <Link
            key={id}
            to="/help/$page"
            params={{ page: id }}
            aria-current={id === shown?.id ? 'page' : undefined}
            className={cx(
              'py-1 no-underline',
              id === shown?.id ? 'font-medium text-ink' : 'text-accent',
            )}
          >
            {label}
          </Link>
        ))}
        <a href="/api/docs" className="min-w-11 py-1 text-accent no-underline">
          API
        </a>
        <span className="ml-auto text-ink-soft">Version {version}</span>
      </nav>
      <article className="mt-4 wrap-anywhere">{shown && <Markdown text={shown.text} />}</article>
    </div>
  );
}
