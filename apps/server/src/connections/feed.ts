import { hashFeed } from '@debrief/readers';
import { z } from 'zod';
import { defineSource, toAuthorization } from './source.ts';

const Watermark = z.object({
  etag: z.string().nullable(),
  modified: z.string().nullable(),
  /** Of the entries. */
  hash: z.string(),
});

/** An Atom or RSS feed has only its latest entries: one page if they changed. */
export const feed = defineSource({
  kind: 'feed',
  watermark: Watermark,
  async *pull({ settings, secret, watermark, fetch, now, signal }) {
    const { status, headers, body } = await fetch(settings.url, {
      signal,
      headers: {
        accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5',
        ...toAuthorization(secret),
        ...(watermark?.etag && { 'if-none-match': watermark.etag }),
        ...(watermark?.modified && { 'if-modified-since': watermark.modified }),
      },
    });
    if (status === 304) return;
    const hash = hashFeed(body);
    if (hash === '' || hash === watermark?.hash) return;
    yield {
      body,
      // The same entries are another delivery after an import of them was undone.
      key: `${now.toISOString()} ${hash}`,
      watermark: { etag: headers.get('etag'), modified: headers.get('last-modified'), hash },
    };
  },
});
