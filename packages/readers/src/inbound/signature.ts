import { createHmac, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import type { InboundRequest } from './source.ts';

/** How a sender proves that it knows the secret. */
export interface Signature {
  header: string;
  /**
   * `hmac`: SHA-256 of the body in hexadecimal, several separated by commas while a secret is
   * replaced; `timed` with a time header and a colon before it; `stamped`: `t=…,v1=…`, of the time
   * and the body; `secret`: the secret itself; `standard`: Standard Webhooks
   * (https://www.standardwebhooks.com), where `header` ends in `-signature`.
   */
  scheme: 'hmac' | 'timed' | 'stamped' | 'secret' | 'standard';
  /** For `timed`. */
  timeHeader?: string;
  /** The field of the signed JSON body with the time when it was sent, in milliseconds. */
  timeField?: string;
}

/** What a source expects: signatures of which one has to match. */
export interface Signing {
  signatures: readonly Signature[];
  /** A delivery without a signature is refused, even if the tool's own secret is not stored. */
  isNeeded: boolean;
  /** The tool makes its own secret: until it is stored, signatures cannot be checked. */
  hasOwnSecret: boolean;
}

/** Older and newer deliveries with a signed time are rejected: someone could send them again. */
const replayMs = 5 * 60_000;

/**
 * Checks the signatures that the request has: one of them has to match, with one of the secrets.
 * Errors: `not-signed-in` if none does, or if there is none although one is needed.
 */
export function checkSignature(
  request: InboundRequest,
  { signatures, isNeeded, hasOwnSecret }: Signing,
): void {
  const isStored = request.secrets.length > 0;
  const keys = isStored ? request.secrets : hasOwnSecret ? [] : [request.token];
  const [used, found] = [isStored ? wrongSecret : wrongAddress, signatures.filter(isIn(request))];
  if (found.length === 0) {
    if (isNeeded || isStored) throw new DomainError('not-signed-in', describeUnsigned(isStored));
    return;
  }
  if (keys.length === 0) return;
  const problems = found.flatMap((signature) =>
    keys.map((key) => findProblem(request, signature, key)),
  );
  if (problems.includes(null)) return;
  const [first = used] = problems.filter((one) => one !== null && one !== wrong);
  throw new DomainError('not-signed-in', first ?? used);
}

const isIn =
  ({ headers }: InboundRequest) =>
  ({ header }: Signature) =>
    headers.has(header);

/** Null if the signature matches. */
function findProblem(request: InboundRequest, signature: Signature, key: string): string | null {
  const { headers, body } = request;
  const given = headers.get(signature.header) ?? '';
  const sign = (...signed: (string | Uint8Array)[]) =>
    createHmac('sha256', key)
      .update(Buffer.concat(signed.map((part) => Buffer.from(part))))
      .digest('hex');
  const values = given.split(',').map((one) => one.trim().replace(/^(?:sha256|v\d)=/, ''));
  switch (signature.scheme) {
    case 'secret':
      return isEqual(given, key) ? null : wrong;
    case 'standard':
      return findStandardProblem(request, signature.header, key);
    case 'stamped': {
      const [, time = ''] = /(?:^|,)\s*t=(\d{1,20})/.exec(given) ?? [];
      return hasEqual(values, sign(time, body)) ? findTimeProblem(request, time) : wrong;
    }
    case 'timed': {
      const time = headers.get(signature.timeHeader ?? '');
      const signed = time === null ? sign(body) : sign(`${time}:`, body);
      if (!hasEqual(values, signed)) return wrong;
      return time === null ? null : findTimeProblem(request, time);
    }
    case 'hmac': {
      if (!hasEqual(values, sign(body))) return wrong;
      return signature.timeField === undefined
        ? null
        : findTimeProblem(request, readSeconds(body, signature.timeField));
    }
  }
}

/** Several signatures are separated by spaces while a secret is replaced. */
function findStandardProblem(request: InboundRequest, header: string, key: string): string | null {
  const { headers, body } = request;
  const [given, id, time] = ['signature', 'id', 'timestamp'].map(
    (name) => headers.get(header.replace(/signature$/, name)) ?? '',
  );
  const expected = createHmac('sha256', Buffer.from(key.replace(/^whsec_/, ''), 'base64'))
    .update(Buffer.concat([Buffer.from(`${id}.${time}.`), body]))
    .digest('base64');
  const isSigned = hasEqual(given?.split(' ') ?? [], `v1,${expected}`);
  return isSigned ? findTimeProblem(request, time ?? '') : wrong;
}

function findTimeProblem({ now }: InboundRequest, seconds: string): string | null {
  const ms = Number(seconds) * 1000;
  return seconds !== '' && Math.abs(now.getTime() - ms) <= replayMs
    ? null
    : `The signature is from another time (${seconds.slice(0, 20)}). Check the clocks of the sender and of this server.`;
}

/** The body is verified: its time is the sender's. Empty if it has none. */
function readSeconds(body: Uint8Array, field: string): string {
  const found = new RegExp(`"${field}"\\s*:\\s*(\\d{10,16})`).exec(
    Buffer.from(body).toString('utf8'),
  );
  return found === null ? '' : String(Number(found[1]) / 1000);
}

const describeUnsigned = (isStored: boolean): string =>
  isStored
    ? 'The delivery is not signed. Turn on signatures in the sender, or remove its secret here.'
    : 'The delivery is not signed. Enter the last part of the address as the secret in the sender.';

const wrong = 'wrong';
const wrongAddress =
  "The signature doesn't match. Enter the last part of the address as the secret in the sender.";
const wrongSecret = "The signature doesn't match. Paste the current secret of the sender here.";

/** In constant time for values of one length. */
function isEqual(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const hasEqual = (given: readonly string[], expected: string): boolean =>
  given.some((one) => isEqual(one, expected));
