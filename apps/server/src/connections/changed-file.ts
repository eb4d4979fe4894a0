import type { Page } from '@debrief/core/inbound';
import { z } from 'zod';
import { toAuthorization, type PullRequest } from './source.ts';

export const FileWatermark = z.object({
  etag: z.string().nullable(),
  modified: z.string().nullable(),
  /** Of what matters in the file. */
  hash: z.string(),
});

interface WebFile extends Pick<
  PullRequest<unknown, z.output<typeof FileWatermark>>,
  'fetch' | 'now' | 'secret' | 'signal' | 'watermark'
> {
  url: string;
  accept: string;
  /** Of what matters in the file; empty if it contains no records. Errors: `bad-file`. */
  hash: (body: Uint8Array) => string;
}

/** A file at an address: one page if it changed. */
export async function* pullChangedFile(file: WebFile): AsyncGenerator<Page> {
  const { url, accept, secret, watermark, fetch, now, signal } = file;
  const { status, headers, body } = await fetch(url, {
    signal,
    headers: {
      accept,
      ...toAuthorization(secret),
      ...(watermark?.etag && { 'if-none-match': watermark.etag }),
      ...(watermark?.modified && { 'if-modified-since': watermark.modified }),
    },
  });
  if (status === 304) return;
  const hash = file.hash(body);
  if (hash === '' || hash === watermark?.hash) return;
  yield {
    body,
    // The same records are another delivery after an import of them was undone.
    key: `${now.toISOString()} ${hash}`,
    watermark: { etag: headers.get('etag'), modified: headers.get('last-modified'), hash },
  };
}
