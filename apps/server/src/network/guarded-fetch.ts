import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { gunzipSync } from 'node:zlib';
import {
  guardedLookup,
  mayAsk,
  PrivateAddressError,
  type PrivateHosts,
} from './private-address.ts';

export interface GuardedRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  maxBytes?: number;
  timeoutMs?: number;
  maxRedirects?: number;
  signal?: AbortSignal | undefined;
}

export interface GuardedResponse {
  status: number;
  headers: Headers;
  body: Buffer;
}

/**
 * Sends a request to another server, and to no private address. Returns 2xx and 304. Throws a
 * `RequestError`, whose message names the host and never the path.
 */
export type GuardedFetch = (url: string, request?: GuardedRequest) => Promise<GuardedResponse>;

interface Refusal {
  status: number | null;
  retryAfterMs: number | undefined;
  headers: Headers | null;
  body: Buffer | null;
  isTooLarge: boolean;
}

/** Why a request was not answered, for display. */
export class RequestError extends Error {
  readonly status: number | null;
  readonly retryAfterMs: number | undefined;
  /** Of the refusal. */
  readonly headers: Headers | null;
  /** What the other side wrote with its refusal. */
  readonly body: Buffer | null;
  /** The answer is longer than was asked for. */
  readonly isTooLarge: boolean;
  constructor(
    message: string,
    { status = null, retryAfterMs, headers = null, body = null, isTooLarge }: Partial<Refusal> = {},
  ) {
    super(message);
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.headers = headers;
    this.body = body;
    this.isTooLarge = isTooLarge === true;
  }
}

const usual = { maxBytes: 10_000_000, timeoutMs: 30_000, maxRedirects: 5 };
const redirects = new Set([301, 302, 303, 307, 308]);

export function createGuardedFetch(allowed: PrivateHosts | null, now: () => Date): GuardedFetch {
  return async (address, given = {}) => {
    const { timeoutMs, maxRedirects } = { ...usual, ...given };
    const signals = [AbortSignal.timeout(timeoutMs), ...(given.signal ? [given.signal] : [])];
    let url = new URL(address);
    let request = { ...given, signal: AbortSignal.any(signals) };
    for (let redirect = 0; ; redirect += 1) {
      const response = await send(url, request, allowed).catch((error: unknown) => {
        throw explain(error, url, timeoutMs, given.signal);
      });
      const location = response.headers.get('location');
      if (!redirects.has(response.status) || location === null) return accept(url, response, now);
      if (redirect >= maxRedirects)
        throw new RequestError(`${url.host} redirects. Enter the address that it redirects to.`);
      const next = URL.parse(location, url);
      if (next === null || (url.protocol === 'https:' && next.protocol !== 'https:'))
        throw new RequestError(`${url.host} redirects to an address without HTTPS.`);
      if (next.origin !== url.origin)
        request = { ...request, headers: withoutToken(request.headers) };
      if (response.status <= 303 && request.method === 'POST') {
        const { body: _, ...rest } = request;
        request = { ...rest, method: 'GET' };
      }
      url = next;
    }
  };
}

/** Headers that must not go to another host. */
function withoutToken(headers: GuardedRequest['headers'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(authorization|cookie|private-token)$/i.test(name),
    ),
  );
}

function accept(url: URL, response: GuardedResponse, now: () => Date): GuardedResponse {
  const { status, headers } = response;
  if ((status >= 200 && status < 300) || status === 304) return response;
  const hint =
    status === 401 || status === 403
      ? ' Check the token.'
      : status === 404
        ? ' Check the address.'
        : status === 429
          ? ' It limits requests, so Debrief waits.'
          : '';
  throw new RequestError(`${url.host} answered ${status}.${hint}`, {
    status,
    retryAfterMs: readRetryAfter(headers.get('retry-after'), now()),
    headers,
    body: response.body,
  });
}

/** Seconds, or a date (RFC 9110). */
export function readRetryAfter(value: string | null, now: Date): number | undefined {
  if (value === null) return undefined;
  const seconds = /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
  const ms = seconds === null ? Date.parse(value) - now.getTime() : seconds * 1000;
  return ms > 0 ? ms : undefined;
}

type Limits = GuardedRequest & { signal: AbortSignal };

function send(url: URL, given: Limits, allowed: PrivateHosts | null): Promise<GuardedResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<GuardedResponse>();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return Promise.reject(
      new RequestError('Only http:// and https:// without a password can be asked.'),
    );
  // An address is not looked up.
  if (isIP(host) !== 0 && !mayAsk(allowed, host, host))
    return Promise.reject(new PrivateAddressError(host));
  const maxBytes = given.maxBytes ?? usual.maxBytes;
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  const sent = start(
    url,
    {
      method: given.method ?? 'GET',
      headers: { 'user-agent': 'Debrief', 'accept-encoding': 'gzip', ...given.headers },
      lookup: guardedLookup(allowed),
      // A connection that other code opened was not checked here.
      agent: false,
      signal: given.signal,
    },
    (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else {
          reject(tooLarge(url, maxBytes));
          sent.destroy();
        }
      });
      response.on('error', reject);
      response.on('end', () => {
        try {
          resolve(toResponse(url, response, Buffer.concat(chunks), maxBytes));
        } catch (error) {
          reject(error);
        }
      });
    },
  );
  sent.on('error', reject);
  sent.end(given.body);
  return promise;
}

function toResponse(
  url: URL,
  { statusCode = 0, headers: raw }: IncomingMessage,
  body: Buffer,
  maxBytes: number,
): GuardedResponse {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (body.length === 0 || encoding === 'identity') return { status: statusCode, headers, body };
  if (encoding !== 'gzip')
    throw new RequestError(`${url.host} answered in the encoding ${encoding}.`);
  try {
    return { status: statusCode, headers, body: gunzipSync(body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isLarge = error instanceof RangeError;
    throw isLarge
      ? tooLarge(url, maxBytes)
      : new RequestError(`${url.host} answered damaged gzip.`);
  }
}

const tooLarge = (url: URL, maxBytes: number) =>
  new RequestError(`${url.host} answered more than ${maxBytes / 1_000_000} MB.`, {
    status: 413,
    isTooLarge: true,
  });

const reasons: Record<string, string> = {
  ENOTFOUND: 'the name is unknown',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it closed the connection',
  ETIMEDOUT: 'it did not answer',
  EHOSTUNREACH: 'there is no route to it',
  ENETUNREACH: 'there is no route to it',
};

function explain(error: unknown, url: URL, timeoutMs: number, signal?: AbortSignal): Error {
  if (error instanceof RequestError) return error;
  if (error instanceof PrivateAddressError) return new RequestError(error.message);
  // The caller ended it.
  if (signal?.aborted) return new RequestError('The request was stopped.');
  if (error instanceof Error && error.name === 'AbortError')
    return new RequestError(
      `${url.host} did not answer completely within ${timeoutMs / 1000} seconds.`,
    );
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new RequestError(`Can't reach ${url.host}: ${reason}.`);
}
