import { gunzipSync } from 'node:zlib';
import { DomainError } from '@debrief/contract';
import { createReceiver } from '@debrief/core/inbound';
import { noteRepeat } from '@debrief/core/safeguard';
import { createContext } from '../http/auth.ts';
import { problemResponse, toProblem } from '../http/problem.ts';
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
  const system = createContext(deps, { type: 'system', name: 'Debrief' }, null);
  const receiver = createReceiver(createContext(deps, { type: 'anonymous' }, null));
  return async (request, { source = '', token = '' }, requestId) => {
    const endpoint = await receiver.endpointAt(source, token);
    const waitSeconds = limit(endpoint.row.id);
    if (waitSeconds > 0) return refuseFlood(requestId, waitSeconds);
    deps.flood.note();
    const body = await readBody(request, maxBytes, 'Send fewer records in one delivery.');
    const stored = await receiver.receive(endpoint, {
      headers: request.headers,
      body: unzip(request.headers, body),
      token,
      fetchText: deps.fetchText,
    });
    if (stored.isDuplicate && stored.id !== null && source === 'alertmanager')
      await noteRepeat(system, stored.id);
    return Response.json(stored, { status: 202, headers: { 'cache-control': 'no-store' } });
  };
}

function refuseFlood(requestId: string, waitSeconds: number): Response {
  const error = new DomainError(
    'too-many',
    `More than ${deliveriesPerMinute} deliveries in a minute. Send several records in one delivery, or wait a minute.`,
  );
  const response = problemResponse(toProblem(error, requestId));
  response.headers.set('retry-after', String(waitSeconds));
  return response;
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
