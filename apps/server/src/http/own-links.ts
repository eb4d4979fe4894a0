import { DomainError } from '@debrief/contract';
import type { Context as Core } from '@debrief/core/context';
import { readFeed, unsubscribe } from '@debrief/core/notification';
import { mailBaseUrl } from '../mail/mailer.ts';
import type { Deps } from '../deps.ts';

/** The feed of an account, for a feed reader that knows its address. */
export async function feedResponse(deps: Deps, ctx: Core, token: string): Promise<Response> {
  if (token.length > 100) throw new DomainError('not-found', 'Feed not found.');
  return new Response(await readFeed(ctx, token, mailBaseUrl(deps.config)), {
    headers: {
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
}

/**
 * The link in each email. Opening it changes nothing, because mail scanners open links; the button
 * and the request of a mail program (RFC 8058) do.
 */
export async function unsubscribeResponse(
  ctx: Core,
  method: string,
  token: string,
): Promise<Response> {
  if (method !== 'POST')
    return page('Turn off emails', '<form method="post"><button>Turn off emails</button></form>');
  if (token.length > 100) throw new DomainError('not-found', 'This link is not valid.');
  await unsubscribe(ctx, token);
  return page('Emails are off', '<p>Turn them on again in Settings.</p>');
}

function page(title: string, body: string): Response {
  return new Response(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>body{font:16px/1.5 system-ui;max-width:30rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.5rem 1rem}</style><h1>${title}</h1>${body}</html>`,
    { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } },
  );
}
