import { useRouter } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** A link to a data-driven URL of this application: opened in place, or as modifier keys say. */
export function PlaceLink({ href, children, ...rest }: ComponentProps<'a'> & { href: string }) {
  const router = useRouter();
  return (
    <a
      {...rest}
      href={href}
      onClick={(click) => {
        if (
          isPageOfServer(href) ||
          click.defaultPrevented ||
          click.button !== 0 ||
          click.metaKey ||
          click.ctrlKey ||
          click.shiftKey ||
          click.altKey
        )
          return;
        click.preventDefault();
        router.history.push(href);
      }}
    >
      {children}
    </a>
  );
}

/** Reviews are server pages, read without the application. */
function isPageOfServer(href: string): boolean {
  return href.startsWith('/reviews/');
}
