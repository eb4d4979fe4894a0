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
 * Checks the first signature that the request has. Errors: `not-signed-in` if it is wrong, too old,
 * or missing although the sender `alwaysSigns`.
 */
export function checkSignature(
  request: InboundRequest,
  signatures: readonly Signature[],
  alwaysSigns: boolean,
): void {
  const used = signatures.find(({ header }) => request.headers.has(header));
  if (used === undefined) {
    if (!alwaysSigns) return;
    throw refuse(
      'The delivery is not signed. Enter the last part of the address as the secret in the sender.',
    );
  }
  const { headers, body, token } = request;
  const given = headers.get(used.header) ?? '';
  if (used.scheme === 'secret') return expectEqual(given, [token]);
  if (used.scheme === 'standard') return checkStandard(request, given);
  const time = used.timeHeader === undefined ? null : headers.get(used.timeHeader);
  if (used.scheme === 'timed' && time !== null) checkTime(request, time);
  const signed = time === null ? body : Buffer.concat([Buffer.from(`${time}:`), body]);
  const expected = createHmac('sha256', token).update(signed).digest('hex');
  expectEqual(given, [expected, `sha256=${expected}`]);
}

/** Several signatures are separated by spaces while a secret is replaced. */
function checkStandard(request: InboundRequest, given: string): void {
  const { headers, body, token } = request;
  const [id = '', time = ''] = ['webhook-id', 'webhook-timestamp'].map((name) => headers.get(name));
  checkTime(request, time ?? '');
  const expected = createHmac('sha256', Buffer.from(token, 'base64'))
    .update(Buffer.concat([Buffer.from(`${id}.${time}.`), body]))
    .digest('base64');
  for (const one of given.split(' ')) if (isEqual(one, `v1,${expected}`)) return;
  throw refuse(wrong);
}

function checkTime({ now }: InboundRequest, seconds: string): void {
  const ms = Number(seconds) * 1000;
  if (seconds === '' || !(Math.abs(now.getTime() - ms) <= replayMs))
    throw refuse(
      `The signature is from another time (${seconds.slice(0, 20)}). Check the clocks of the sender and of this server.`,
    );
}

function expectEqual(given: string, expected: readonly string[]): void {
  if (!expected.some((one) => isEqual(given, one))) throw refuse(wrong);
}

const wrong =
  "The signature doesn't match. Enter the last part of the address as the secret in the sender.";

/** In constant time for values of one length. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const refuse = (message: string) => new DomainError('not-signed-in', message);
