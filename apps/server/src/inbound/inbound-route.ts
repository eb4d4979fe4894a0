import { gunzipSync } from 'node:zlib';
import { DomainError } from '@debrief/contract';
import { endpointAt, receiveDelivery } from '@debrief/core/inbound';
import type { Context } from '@debrief/core/context';
import { createContext } from '../http/auth.ts';
import { readBody } from '../http/json-body.ts';
import type { Deps } from '../deps.ts';
import { createRateLimit } from './rate-limit.ts';

/** `POST /in/<source>/<token>`. The path is a secret: never log it. */
export const inboundPath = '/in/:source/:token';

const deliveriesPerMinute = 300;
const maxBytes = 1_000_000;

/**
 * Handles a delivery: 202 once it is stored; a job reads it. Errors: `not-found` before any of the
 * body is read, `too-many`, `too-large`.
 */
export function createInboundRoute(
  deps: Deps,
): (request: Request, params: Record<string, string>, requestId: string) => Promise<Response> {
  const limit = createRateLimit(deps.clock, deliveriesPerMinute);
  return async (request, { source = '', token = '' }, requestId) => {
    const ctx: Context = createContext(deps, { type: 'anonymous' }, requestId);
    const endpoint = await endpointAt(ctx, source, token);
    limit(endpoint.row.id);
    const body = await readBody(request, maxBytes, 'Send fewer records in one delivery.');
    const stored = await receiveDelivery(ctx, endpoint, {
      headers: request.headers,
      body: unzip(request.headers, body),
      token,
      fetchText: deps.fetchText,
    });
    return Response.json(stored, { status: 202, headers: { 'cache-control': 'no-store' } });
  };
}

/** Collectors of telemetry compress. Errors: `invalid` if it is damaged, or too large unpacked. */
function unzip(headers: Headers, body: Buffer): Buffer {
  if (headers.get('content-encoding')?.toLowerCase() !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch {
    throw new DomainError('invalid', "The body isn't gzip, or is larger than 1 MB unpacked.");
  }
}
