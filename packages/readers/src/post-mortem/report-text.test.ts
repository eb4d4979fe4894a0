import { describe, expect, it } from 'vitest';
import { findTimes, readReportText, toReportRange } from './index.ts';

const minutes = (hour: number, minute: number) => (hour * 60 + minute) * 60_000;

describe('times in running text', () => {
  it.each([
    ['from Monday, December 5, 7:00 pm to Tuesday, December 6, 2:36 pm (New York)', 2],
    ['between 14:20–14:36 UTC', 2],
    ['index-tooling 1.14.0, 2.9.10 and 2022.12.05-1 in 2 h 30 min at 10.1.2.3:80', 0],
    ['5 of 5, 3:1 odds, ratio 10:1, #482', 0],
    ['at noon, then around 4 pm', 2],
  ])('%s', (text, count) => expect(findTimes(text, null)).toHaveLength(count));
  it('say how precise they are, and what is not written', () => {
    const [first, second, third] = findTimes('about 2:45, at 14:45:07 UTC, or by 4 pm.', null);
    expect(first).toMatchObject({
      isAbout: true,
      isHalfOpen: true,
      precision: 'minute',
      zone: null,
    });
    expect(second).toMatchObject({ precision: 'second', isHalfOpen: false, zone: { offset: 0 } });
    expect(third).toMatchObject({ precision: 'hour', clock: { ms: minutes(16, 0) } });
    const text = 'It was 2:36 pm in New York, midnight UTC, and 1:30 pm on Tuesday.';
    expect(findTimes(text, null)).toMatchObject([
      { zone: { iana: 'America/New_York' }, clock: { ms: minutes(14, 36) } },
      { zone: { offset: 0 }, clock: { ms: 0 } },
      { weekday: 2, date: null },
    ]);
  });
  it('are read in linear time', async () => {
    await expect((size: number) => findTimes('about 1 at 12:3 Mon 7. '.repeat(size), null)).toScale(
      500,
    );
  });
});

describe('the text of a report', () => {
  const source = `# Outage of 2 March 2026

All times are in UTC.

## Timeline

- 14:05 alert \\*fires\\* &amp; **Ada** takes it
- 14:09 \`restart\` of db-07

| Time | Event |
| --- | --- |
| 14:20 | the [fix](https://example.com) is _live_ |

> it was the alias
`;
  const report = readReportText({ name: 'report.md', content: source });
  it('has blocks with their rows, kinds and dates', () => {
    expect(report).toMatchObject({ day: { year: 2026, month: 3, day: 2 }, zone: { offset: 0 } });
    expect(report.blocks.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
      'heading: Outage of 2 March 2026',
      'text: All times are in UTC.',
      'heading: Timeline',
      'text: 14:05 alert *fires* & Ada takes it',
      'text: 14:09 restart of db-07',
      'row: Time | Event',
      'row: 14:20 | the fix is live',
      'quote: it was the alias',
    ]);
    expect(report.blocks.flatMap(({ row }) => row?.at ?? [])).toEqual([
      '2026-03-02T14:05:00.000Z',
      '2026-03-02T14:09:00.000Z',
      '2026-03-02T14:20:00.000Z',
    ]);
  });
  it('leads back to the source, through escapes, entities and markup', () => {
    for (const words of [
      '14:05',
      'fires',
      'Ada',
      'takes it',
      'restart',
      'db-07',
      'live',
      'alias',
    ]) {
      const block = report.blocks.find(({ text }) => text.includes(words));
      const start = block?.text.indexOf(words) ?? -1;
      const range = block && toReportRange(report.text, block, start, start + words.length);
      expect(source.slice(range?.start, range?.end)).toBe(words);
    }
  });
  it('also reads HTML and plain text', () => {
    const html = readReportText({
      name: 'a.html',
      content: '<h1>Down</h1><p>At 14:05 &amp; later',
    });
    expect(html.blocks.map(({ text }) => text)).toEqual(['Down', 'At 14:05 & later']);
    expect(readReportText({ name: 'a.txt', content: 'At 14:05 it broke.' }).blocks).toHaveLength(1);
  });
});
