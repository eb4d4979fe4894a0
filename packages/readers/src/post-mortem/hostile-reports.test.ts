import { expect, test } from 'vitest';
import { readPostMortem } from './read-post-mortem.ts';

/** Runs of one sign, which a pattern of a line must not try again from each of its signs. */
const hostile: [string, string, (run: string) => string, string][] = [
  ['empty lines', 'report.txt', (run) => `Outage${run}end\n`, '\n'],
  ['carriage returns', 'report.txt', (run) => `Outage${run}end\n`, '\r'],
  ['a heading of dots', 'report.md', (run) => `# A${run}b\n\ntext\n`, '.'],
  ['empty front matter', 'report.md', (run) => `---\n${run}title: a${run}b\n---\n# A\n`, '\n'],
  ['a long title', 'report.md', (run) => `---\ntitle: a${run}b\n---\n# A\n`, ' '],
  ['a start without a date', 'report.txt', (run) => `T+5 min a\n${run}x\n`, 'T0 '],
  ['headings of a wiki', 'report.wiki', (run) => `=${run}\n; a\u2028:${run}\u2028\n`, '\t'],
  ['headings of Jira', 'report.txt', (run) => `h1. a\nh2. b\nh3. ${run}\n`, ' '],
  ['settings of AsciiDoc', 'report.adoc', (run) => `= ${run}\n:a: ${run}\u2028\n`, ' '],
  ['headings of Org', 'report.org', (run) => `* ${run}\n`, ' '],
];

test.each(hostile)('%s are read in linear time', async (_, name, make, sign) => {
  const read = (size: number) =>
    readPostMortem({ name, content: make(sign.repeat(size)) }, () => 'section');
  await expect(read).toScale(15_000);
});
