import { hashFeed } from '@debrief/readers';
import { FileWatermark, pullChangedFile } from './changed-file.ts';
import { defineSource } from './source.ts';

/** An Atom or RSS feed has only its latest entries. */
export const feed = defineSource({
  kind: 'feed',
  watermark: FileWatermark,
  pull: (request) =>
    pullChangedFile({
      ...request,
      url: request.settings.url,
      accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5',
      hash: hashFeed,
    }),
});
