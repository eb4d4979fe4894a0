import { request as plain } from 'node:http';
import type { JsonAnswer, JsonRequest } from '@debrief/client';

/**
 * Sends one request without `fetch`, which takes longer to load than the call. Errors: as Node's
 * `http`.
 */
export async function sendJson(given: JsonRequest): Promise<JsonAnswer> {
  const { url, method, headers, body, signal } = given;
  const request = url.startsWith('https:') ? (await import('node:https')).request : plain;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, ...(signal && { signal }) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
