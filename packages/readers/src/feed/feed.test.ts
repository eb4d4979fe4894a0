import { afterAll, expect, test } from 'vitest';
import { expectBounded, longText, previewFile, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

const escape = (html: string): string =>
  html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const update = (day: string, clock: string, state: string, text: string): string =>
  `<p><small>Mar <var data-var='date'>${day}</var>, <var data-var='time'>${clock}</var> UTC</small><br><strong>${state}</strong> - ${text}</p>`;

const atom = (...entries: string[]): string => `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en-US" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:status.example.com,2005:/history</id>
  <link rel="alternate" type="text/html" href="https://status.example.com"/>
  <link rel="self" type="application/atom+xml" href="https://status.example.com/history.atom"/>
  <title>Example Status - Incident History</title>
  <updated>2024-03-13T15:10:11Z</updated>
  ${entries.join('\n')}
</feed>
`;
const incident = (content: string): string => `<entry>
  <id>tag:status.example.com,2005:Incident/42</id>
  <published>2024-03-13T15:10:11Z</published>
  <updated>2024-03-13T15:10:11Z</updated>
  <link rel="alternate" type="text/html" href="https://status.example.com/incidents/abc"/>
  <title>Orders &amp; payments are slow</title>
  <content type="html">${escape(content)}</content>
</entry>`;

const rss = (...items: string[]): string => `<?xml version="1.0"?>
<!-- of a blog -->
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Releases</title><link>https://example.com/releases</link>
<atom:link rel="self" href="https://example.com/releases.rss" type="application/rss+xml"/>
${items.join('\n')}</channel></rss>`;

test('an incident of a status page has its updates at their own times, oldest first', async () => {
  const content =
    update('13', '15:10', 'Resolved', 'All orders are through.') +
    update('12', '23:55', 'Investigating', 'We see slow orders.<br>More in an hour.');
  const { format, source, records, rejected } = await readAll(
    await files.write('history.atom', atom(incident(content))),
  );
  expect([format, rejected]).toEqual(['feed', []]);
  expect(source).toEqual({
    kind: 'feed',
    key: 'feed:tag:status.example.com,2005:/history',
    name: 'Example Status - Incident History',
  });
  const key = 'tag:status.example.com,2005:Incident/42';
  const links = [{ url: 'https://status.example.com/incidents/abc' }];
  const details = { title: 'Orders & payments are slow', links };
  expect(records).toMatchObject([
    {
      place: 'entry 1',
      stream: { name: 'Example Status - Incident History' },
      key,
      kind: 'status-update',
      occurredAt: new Date('2024-03-12T23:55:00Z'),
      untilAt: new Date('2024-03-13T15:10:00Z'),
      precision: 'minute',
      text: 'Orders & payments are slow',
      repliesTo: null,
      details: { ...details, fields: { state: 'resolved' } },
    },
    {
      key: `${key}#1`,
      occurredAt: new Date('2024-03-12T23:55:00Z'),
      text: 'We see slow orders.\nMore in an hour.',
      repliesTo: key,
      details: { ...details, fields: { state: 'investigating' } },
    },
    {
      key: `${key}#2`,
      occurredAt: new Date('2024-03-13T15:10:00Z'),
      text: 'All orders are through.',
      repliesTo: key,
      details: { ...details, fields: { state: 'resolved' } },
    },
  ]);
});

test('an update of December in an entry of January is of the year before', async () => {
  const entry = incident(update('1', '00:10', 'Resolved', 'Over.'))
    .replaceAll('2024-03-13', '2024-01-02')
    .replace('Mar ', 'Dec ')
    .replace("'date'&gt;1&lt;", "'date'&gt;31&lt;");
  const { records } = await readAll(await files.write('year.atom', atom(entry)));
  expect(records[1]?.occurredAt).toEqual(new Date('2023-12-31T00:10:00Z'));
});

test('an entry with other text is one note, and keeps all of it', async () => {
  const content = `${update('13', '15:10', 'Resolved', 'Over.')}<p>Read the review.</p><p>Sorry.</p>`;
  const items = rss(
    `<item><guid>7</guid><title>1.4.2</title><pubDate>Wed, 13 Mar 2024 16:02:11 +0100</pubDate><dc:creator>mara</dc:creator>
     <link>https://example.com/7</link><description><![CDATA[<p>Fixes the </item> of &amp; orders</p><ul><li>one</li></ul>]]></description></item>`,
    '<item><title>Never</title><description>no date</description></item>',
    '<item><title>Broken</title><pubDate>Wed, 13 Mar 2024 16:02:11 GMT</pubDate><b></item>',
  );
  const { records, rejected, source } = await readAll(await files.write('releases.rss', items));
  expect(source.key).toBe('feed:https://example.com/releases.rss');
  expect(records).toMatchObject([
    {
      key: '7',
      kind: 'note',
      occurredAt: new Date('2024-03-13T15:02:11Z'),
      zoneOffset: 60,
      author: { name: 'mara' },
      text: '1.4.2\n\nFixes the of & orders\none',
      details: { title: '1.4.2', links: [{ url: 'https://example.com/7' }] },
    },
  ]);
  expect(rejected.map(({ place, reason }) => [place, reason.split(' (')[0]])).toEqual([
    ['entry 2', 'The entry has no time.'],
    ['entry 3', expect.stringContaining('Not valid XML')],
  ]);
  const page = await readAll(await files.write('page.atom', atom(incident(content))));
  expect(page.records).toHaveLength(2);
  expect(page.records[1]?.text).toContain('Read the review.');
});

test('a feed that is cut off, deep or full of unknown entities is read or rejected', async () => {
  const deep = `<entry><id>1</id><published>2024-03-13T15:10:11Z</published>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</entry>`;
  const whole = atom(incident('<p>Slow</p>'), deep, incident('<p>Slow</p>'));
  const cut = await readAll(await files.write('cut.atom', whole.slice(0, -60)));
  expect(cut.records.map(({ text }) => text)).toEqual(['Orders & payments are slow\n\nSlow']);
  expect(cut.rejected.map(({ place }) => place)).toEqual(['entry 2', 'entry 3']);
  const named = `<?xml version="1.0"?><!DOCTYPE feed><feed><title>x</title><entry><id>1</id><published>2024-03-13T15:10:11Z</published><title>a &a;&nbsp;b</title></entry></feed>`;
  const { records } = await readAll(await files.write('named.atom', named));
  expect(records.map(({ text }) => text)).toEqual(['a &a;\u00a0b']);
});

test('the preview shows the first entries', async () => {
  const path = await files.write('preview.atom', atom(incident('<p>Slow</p>')));
  expect((await previewFile(path)).sample).toMatchObject([
    { place: 'entry 1', at: '2024-03-13T15:10:11.000Z', kind: 'note' },
  ]);
});

test('a large feed is read in bounded memory', { timeout: 120_000 }, async () => {
  const head = rss().split('</channel>')[0] ?? '';
  await files.writeLarge(
    'large.rss',
    (at) =>
      `${at === 0 ? head : ''}<item><guid>${at}</guid><pubDate>Wed, 13 Mar 2024 16:02:11 GMT</pubDate><title>${longText}</title></item>\n`,
    '</channel></rss>',
  );
  await expectBounded(files.path('large.rss'));
});
