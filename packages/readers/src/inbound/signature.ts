import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import type { InboundRequest } from './source.ts';

/** How a sender proves that it knows the secret. */
export interface Signature {
  header: string;
  /**
   * `hmac`: SHA-256 of the body in hexadecimal, `timed` with a time header and a colon before it;
   * `secret`: the secret itself; `standard`: Standard Webhooks (https://www.standardwebhooks.com).
   */
  scheme: 'hmac' | 'timed' | 'secret' | 'standard';
  /** For `timed`. */
  timeHeader?: string;
}

/** Older and newer deliveries with a signed time are rejected: someone could send them again. */
const replayMs = 5 * 60_000;

/**
 * Checks the signatures that the request has: one of them has to match. Errors: `not-signed-in` if
 * none does, or if there is none although the sender `alwaysSigns`.
 */
export function checkSignature(
  request: InboundRequest,
  signatures: readonly Signature[],
  alwaysSigns: boolean,
): void {
  const problems = signatures
    .filter(({ header }) => request.headers.has(header))
    .map((signature) => findProblem(request, signature));
  if (problems.length === 0 && alwaysSigns) problems.push(unsigned);
  const [first] = problems;
  if (typeof first === 'string' && !problems.includes(null))
    throw new DomainError('not-signed-in', first);
}

function findProblem(request: InboundRequest, signature: Signature): string | null {
  const { headers, body, token } = request;
  const given = headers.get(signature.header) ?? '';
  if (signature.scheme === 'secret') return isEqual(given, token) ? null : wrong;
  if (signature.scheme === 'standard') return findStandardProblem(request, given);
  const time = signature.timeHeader === undefined ? null : headers.get(signature.timeHeader);
  const signed = time === null ? body : Buffer.concat([Buffer.from(`${time}:`), body]);
  const expected = createHmac('sha256', token).update(signed).digest('hex');
  if (![expected, `sha256=${expected}`].some((one) => isEqual(given, one))) return wrong;
  return time === null ? null : findTimeProblem(request, time);
}

/** Several signatures are separated by spaces while a secret is replaced. */
function findStandardProblem(request: InboundRequest, given: string): string | null {
  const { headers, body, token } = request;
  const [id, time] = ['webhook-id', 'webhook-timestamp'].map((name) => headers.get(name) ?? '');
  const expected = createHmac('sha256', Buffer.from(token, 'base64'))
    .update(Buffer.concat([Buffer.from(`${id}.${time}.`), body]))
    .digest('base64');
  const isSigned = given.split(' ').some((one) => isEqual(one, `v1,${expected}`));
  return isSigned ? findTimeProblem(request, time ?? '') : wrong;
}

function findTimeProblem({ now }: InboundRequest, seconds: string): string | null {
  const ms = Number(seconds) * 1000;
  return seconds !== '' && Math.abs(now.getTime() - ms) <= replayMs
    ? null
    : `The signature is from another time (${seconds.slice(0, 20)}). Check the clocks of the sender and of this server.`;
}

const unsigned =
  'The delivery is not signed. Enter the last part of the address as the secret in the sender.';

const wrong =
  "The signature doesn't match. Enter the last part of the address as the secret in the sender.";

/** In constant time for values of one length. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
