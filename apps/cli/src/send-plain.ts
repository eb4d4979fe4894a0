import { request as plain, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { PlainAnswer, PlainRequest } from '@debrief/client';

/**
 * Sends one request without `fetch`, which takes longer to load than the call. Errors: as Node's
 * `http`.
 */
export async function sendPlain(given: PlainRequest): Promise<PlainAnswer> {
  const { url, method, headers, body, signal } = given;
  const request = url.startsWith('https:') ? (await import('node:https')).request : plain;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, ...(signal && { signal }) }, (answer) =>
      resolve({ status: answer.statusCode ?? 0, body: answer, text: () => readText(answer) }),
    );
    sent.on('error', reject);
    if (body === undefined || typeof body === 'string' || body instanceof Uint8Array)
      return sent.end(body);
    // An error of the chunks becomes an error of the request.
    pipeline('stream' in body ? body.stream() : body, sent).catch(() => undefined);
  });
}

/** With listeners, which take less to load than the iterator of a stream. */
function readText(answer: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('error', reject);
    answer.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}
