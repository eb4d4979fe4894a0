import { expect, test } from 'vitest';
import { previewInWorker, readInWorker, readTextInWorker } from './read-in-worker.ts';
import { readPostMortem } from './read-post-mortem.ts';
import { readReportText } from './report-text.ts';

const row = '- 14:05 The job **failed**, and nobody saw `it`.\n';
const long = {
  name: 'long.md',
  content: Buffer.from(
    `# Outage 2023-05-06\n\n${`## Timeline\n\n${row.repeat(20)}\n## Actions\n\n- [ ] Alert (@kim)\n\n`.repeat(40)}`,
  ),
};

test('reads a long report in a thread with the same result, while other requests are answered', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 1);
  const { report, preview } = await readInWorker(long);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
  const here = readPostMortem(long, () => 'id');
  const withoutIds = (sections: typeof here.sections) =>
    sections.map((section) => ({ ...section, attrs: { ...section.attrs, id: 'id' } }));
  expect({ ...report, sections: withoutIds(report.sections) }).toEqual({
    ...here,
    sections: withoutIds(here.sections),
  });
  expect(new Set(report.sections.map((section) => section.attrs.id)).size).toBe(
    report.sections.length,
  );
  expect(preview.rows).toHaveLength(800);
  expect(await previewInWorker(long)).toEqual(preview);
});

test('reads a short one directly', async () => {
  const { report } = await readInWorker({ name: 'short.md', content: row });
  expect(report.sections).toHaveLength(1);
});

/** The Markdown parser takes the square of their depth. */
const deep = {
  'a list in a list in one line': `${'- '.repeat(1_000)}at 14:05`,
  'quotes in lists in one line': `${'> 1. '.repeat(400)}at 14:05`,
  'a list of many levels': Array.from(
    { length: 100 },
    (_, depth) => `${'  '.repeat(depth)}- at 14:05`,
  ).join('\n'),
  'a table of many columns': ['a|', '-|', '14:05|']
    .map((cell) => `|${cell.repeat(1_500)}`)
    .join('\n'),
};

test.each(Object.entries(deep))(
  '%s is read in a thread, while other requests are answered',
  async (_, content) => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    const read = await readTextInWorker({ name: 'deep.md', content });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
    expect(read.blocks.map(({ text }) => text).join(' ')).toContain('14:05');
  },
);

test('running text is the same with and without a thread', async () => {
  expect(await readTextInWorker(long)).toEqual(readReportText(long));
});
