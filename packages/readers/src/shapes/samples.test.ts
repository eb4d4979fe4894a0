import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Read } from '../source.ts';
import { samples, sampleText } from '../testing/samples/index.ts';
import { readAll, scratch } from '../testing/test-support.ts';

let files: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  files = await scratch();
});
afterAll(() => files.remove());

/** All that a record says, on one line. */
function describeRead(read: Read): string {
  if (read.type === 'rejected') return `rejected ${read.place}: ${read.reason}`;
  if (read.type !== 'record') return read.type;
  const { record } = read;
  const { kind, occurredAt, untilAt, author, stream, key, repliesTo, text, change } = record;
  const bot = author?.isBot === true ? ' (bot)' : '';
  const more = {
    ...(author !== null && author.key !== author.name && { by: author.key }),
    ...((author?.email ?? null) !== null && { email: author?.email }),
    ...(key !== null && { key }),
    ...(untilAt !== null && { until: untilAt }),
    ...(repliesTo !== null && { repliesTo }),
    ...(record.reactions.length > 0 && {
      reactions: record.reactions.map((one) => [one.name, ...one.by.map(({ name }) => name)]),
    }),
    ...record.details,
    ...(record.marks.length > 0 && { marks: record.marks }),
  };
  return [
    `${kind} ${occurredAt.toISOString()} ${author?.name ?? '-'}${bot} #${stream.name}`,
    `${change === 'deleted' ? '(deleted) ' : ''}${JSON.stringify(text)}`,
    JSON.stringify(more),
  ].join('\n  ');
}

test.each(Object.entries(samples))('%s: what is kept of each tool', async (family, all) => {
  const kept: string[] = [];
  for (const sample of all) {
    const { reads, source } = await readAll(await files.write(sample.name, sampleText(sample)));
    kept.push(`== ${sample.name} (${source.kind} ${source.name})`);
    kept.push(...reads.filter(({ type }) => type !== 'progress').map(describeRead));
  }
  await expect(`${kept.join('\n')}\n`).toMatchFileSnapshot(`samples/${family}.txt`);
});
