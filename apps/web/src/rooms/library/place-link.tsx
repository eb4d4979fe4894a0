import { useRouter } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** A link to an address of this application that is made of data: opened in place, or as the reader's keys say. */
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

/** Reviews are pages of the server, read without the application. */
function isPageOfServer(href: string): boolean {
  return href.startsWith('/reviews/');
}
