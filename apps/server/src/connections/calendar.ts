import { hashCalendar } from '@debrief/readers';
import { FileWatermark, pullChangedFile } from './changed-file.ts';
import { defineSource } from './source.ts';

const weekMs = 7 * 86_400_000;

/** An iCalendar file. Events that repeat reach a month ahead, so it is read every week at least. */
export const calendar = defineSource({
  kind: 'calendar',
  watermark: FileWatermark,
  async *pull(request) {
    const { watermark } = request;
    const week = Math.floor(request.now.getTime() / weekMs);
    const isOfWeek = watermark?.hash.startsWith(`${week} `) === true;
    yield* pullChangedFile({
      ...request,
      // In another week, an unchanged file is also sent.
      watermark: isOfWeek || !watermark ? watermark : { ...watermark, etag: null, modified: null },
      url: request.settings.url,
      accept: 'text/calendar, */*;q=0.5',
      hash: (body) => {
        const hash = hashCalendar(body);
        return hash === '' ? '' : `${week} ${hash}`;
      },
    });
  },
});
