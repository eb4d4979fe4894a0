import { createVerify } from 'node:crypto';
import { DomainError } from '@debrief/contract';
import { isObject, toText, type JsonObject } from '../row.ts';
import type { FetchText, InboundRequest } from './source.ts';

/** Whose certificates and confirmations are trusted: Amazon's own hosts for SNS, and no other. */
const hostOfSns = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?$/;

const signedFields = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: [
    'Message',
    'MessageId',
    'SubscribeURL',
    'Timestamp',
    'Token',
    'TopicArn',
    'Type',
  ],
};
const algorithms: Record<string, string> = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' };

/**
 * Verifies a message of Amazon SNS with the certificate that it names. Returns its id, which is
 * signed: a message that is sent again is a duplicate, however old it is. The confirmation of a
 * subscription is answered, and `answered` is true. Errors: `not-signed-in`, and `unavailable` if
 * Amazon could not be reached, so that it sends the message again.
 */
export async function verifySns(
  request: InboundRequest,
  fetchText: FetchText,
): Promise<{ id: string | null; isAnswered: boolean }> {
  const message = parseMessage(request.body);
  const type = getText(message, 'Type');
  const fields =
    type === 'Notification'
      ? signedFields.Notification
      : // An unsubscription is signed like a subscription.
        signedFields.SubscriptionConfirmation;
  const certificate = await fetchText(amazonUrl(getText(message, 'SigningCertURL'), /\.pem$/));
  const signed = fields
    .filter((name) => typeof message[name] === 'string')
    .map((name) => `${name}\n${getText(message, name)}\n`)
    .join('');
  if (!isSigned(signed, certificate, message)) throw refuse("The signature doesn't match.");
  if (type === 'Notification') return { id: getText(message, 'MessageId'), isAnswered: false };
  if (type === 'SubscriptionConfirmation')
    await fetchText(amazonUrl(getText(message, 'SubscribeURL'), /^\/$/));
  return { id: null, isAnswered: true };
}

function parseMessage(body: Uint8Array): JsonObject {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (isObject(value)) return value;
  } catch {
    // Not JSON: refused below.
  }
  throw refuse('The message is not from Amazon SNS. Turn off raw message delivery.');
}

/** Errors: `not-signed-in` for any address that is not one of Amazon SNS. */
function amazonUrl(text: string, path: RegExp): string {
  const url = URL.parse(text);
  if (
    url?.protocol !== 'https:' ||
    !hostOfSns.test(url.host) ||
    url.username !== '' ||
    !path.test(url.pathname)
  )
    throw refuse('The message names an address that is not one of Amazon SNS.');
  return url.href;
}

function isSigned(signed: string, certificate: string, message: JsonObject): boolean {
  const algorithm = algorithms[getText(message, 'SignatureVersion')];
  if (algorithm === undefined) return false;
  try {
    return createVerify(algorithm)
      .update(signed)
      .verify(certificate, getText(message, 'Signature'), 'base64');
  } catch {
    return false;
  }
}

const refuse = (problem: string) => new DomainError('not-signed-in', problem);
const getText = (message: JsonObject, name: string): string => toText(message[name]) ?? '';
