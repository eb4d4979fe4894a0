import { z } from 'zod';
import { RequestError, type GuardedFetch } from '../../network/guarded-fetch.ts';

/** Calls a method of the Web API. Throws a `RequestError` for what Slack refuses. */
export type CallSlack = <T>(
  method: string,
  schema: z.ZodType<T>,
  given?: Record<string, string>,
) => Promise<T>;

const Answer = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  needed: z.string().optional(),
});

const badToken = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/** An error that Slack answered, by its code. */
export class SlackError extends RequestError {
  readonly code: string;
  constructor(message: string, code: string) {
    // Asking again changes nothing.
    super(message, { status: 403 });
    this.code = code;
  }
}

export interface SlackAccess {
  /** `https://slack.com`. */
  url: string;
  token: string;
  fetch: GuardedFetch;
  signal: AbortSignal;
  /** Scopes that the token has, as each answer names them. */
  onScopes?(scopes: string[]): void;
}

export function createCallSlack({ url, token, fetch, signal, onScopes }: SlackAccess): CallSlack {
  return async (method, schema, given = {}) => {
    const { headers, body } = await fetch(new URL(`/api/${method}`, url).href, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: new URLSearchParams(given).toString(),
      signal,
    });
    const scopes = headers.get('x-oauth-scopes');
    if (scopes !== null) onScopes?.(scopes.split(',').map((scope) => scope.trim()));
    const answer = Answer.safeParse(parseJson(body));
    if (!answer.success) throw new RequestError(`Slack's answer to ${method} is not understood.`);
    const { ok, error = 'unknown_error', needed } = answer.data;
    if (!ok) throw new SlackError(describe(method, error, needed), error);
    const read = schema.safeParse(answer.data);
    if (!read.success) throw new RequestError(`Slack's answer to ${method} is not understood.`);
    return read.data;
  };
}

function describe(method: string, error: string, needed: string | undefined): string {
  if (error === 'missing_scope')
    return `The Slack app lacks the scope ${needed ?? 'that it needs'}. Add it, and install the app again.`;
  if (badToken.has(error))
    return `Slack refused the ${method === 'apps.connections.open' ? 'app-level' : 'bot'} token (${error}). Enter the tokens again.`;
  return `Slack answered ${method} with ${error}.`;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}
