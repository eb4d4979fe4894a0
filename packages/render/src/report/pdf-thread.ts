import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Article } from './article.ts';

/**
 * Typesetting takes seconds of computing: a separate thread does it, so that the process can answer
 * other requests.
 */
export async function pdfFile(
  { parts }: Article,
  origin: string | null,
): Promise<Buffer<ArrayBuffer>> {
  const worker = new Worker(new URL('./pdf-worker.ts', import.meta.url), {
    workerData: { parts, origin },
  });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`The thread that sets a PDF ended with ${code}`)));
  try {
    return Buffer.from(z.instanceof(Uint8Array).parse(await promise));
  } finally {
    await worker.terminate();
  }
}
