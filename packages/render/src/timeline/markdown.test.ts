import type { Citation, Incident, TimelineEvent } from '@debrief/contract';
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { plainLine, plainLines } from './markdown-text.ts';
import { timelineAsMarkdown } from './markdown.ts';

const by = { type: 'account' as const, id: null, name: 'Edith' };
const incident: Incident = {
  id: '019cadc6-9a80-7000-8000-5d49c810830b',
  ref: 'INC-2',
  title: 'Apollo 13',
  summary: 'An oxygen tank fails.',
  severity: 'SEV-1',
  status: 'in-review',
  mode: 'standard',
  visibility: 'everyone',
  zone: 'America/Chicago',
  services: [],
  obligations: [],
  teams: [],
  isDemo: false,
  archivedAt: null,
  createdAt: '1970-04-14T03:00:00.000Z',
  createdBy: by,
  updatedAt: '1970-04-14T03:00:00.000Z',
  version: 1,
  can: {
    change: true,
    import: true,
    manageMembers: true,
    archive: true,
    unarchive: false,
    delete: true,
  },
};

function citation(given: Partial<Citation>): Citation {
  return {
    id: 'c',
    evidenceId: 'e1',
    itemId: 'e1',
    quoteStart: null,
    quoteEnd: null,
    stance: 'supports',
    quote: "Okay, Houston, we've had a problem here.",
    kind: 'utterance',
    streamName: 'Air-ground loop',
    authorName: 'CMP',
    occurredAt: '1970-04-14T03:08:20.000Z',
    knownAt: '1970-04-14T03:08:20.000Z',
    revisedAt: null,
    clockOffsetMs: 0,
    precision: 'exact',
    zoneOffset: null,
    hasChangedSince: false,
    redacted: null,
    ...given,
  };
}

function event(given: Partial<TimelineEvent>): TimelineEvent {
  const citations = given.citations ?? [];
  return {
    id: 'i',
    incidentId: incident.id,
    title: 'Something happens',
    text: '',
    at: '1970-04-14T03:07:53.000Z',
    until: null,
    precision: 'exact',
    type: 'context',
    perspective: { type: 'shared' },
    perspectiveName: null,
    citations,
    isRecollection: citations.length === 0,
    recollectionOf: null,
    knownAt: null,
    knownSince: { at: '1970-04-14T03:07:53.000Z', basis: 'own-time', evidenceId: null },
    createdAt: incident.createdAt,
    createdBy: by,
    updatedAt: incident.createdAt,
    updatedBy: by,
    version: 1,
    can: { change: true },
    ...given,
  };
}

const record = {
  count: 1,
  firstAt: new Date('1970-04-14T03:00:00Z'),
  lastAt: new Date('1970-04-14T03:00:00Z'),
};
const page = (events: TimelineEvent[]) => timelineAsMarkdown({ incident, record, events });

describe('the page', () => {
  test('can be pasted into a wiki', () => {
    const quoted = citation({ quoteStart: 14, quoteEnd: 40, quote: "we've had a problem here" });
    const text = page([
      event({
        title: 'Tank 2 is stirred',
        precision: 'about',
        at: '1970-04-14T03:06:18.000Z',
        citations: [citation({}), quoted],
      }),
      event({
        title: 'Main bus B undervolt',
        type: 'impact',
        until: '1970-04-14T03:20:00.000Z',
        precision: 'minute',
        citations: [quoted],
      }),
      event({
        title: 'It was an antenna',
        perspective: { type: 'team', team: 'INCO' },
        perspectiveName: 'INCO',
        citations: [citation({ stance: 'contradicts' })],
      }),
      event({
        title: 'I saw venting',
        at: '1970-04-14T05:30:00.000Z',
        precision: 'unknown',
        recollectionOf: 'the commander',
        text: 'Out of the window.\n\nA gas.',
      }),
      event({
        title: 'Still going',
        at: '1970-04-14T06:00:00.000Z',
        until: '1970-04-15T06:00:00.000Z',
        recollectionOf: 'Gene',
      }),
    ]);
    expect(text).toBe(`# INC-2 Apollo 13

- Severity: SEV-1
- Status: in review
- Timeline: 13 Apr 1970, 21:06 CST to 15 Apr 1970, 00:00 CST
- Record: 1 item, 13 Apr 1970, 21:00 CST to 13 Apr 1970, 21:00 CST
- Times are in America/Chicago

An oxygen tank fails.

## Timeline

### Monday, 13 Apr 1970

- **about 21:06** Context: Tank 2 is stirred [1][2]
- **21:07–21:20** Impact: Main bus B undervolt [2]
- **21:07:53** Context: It was an antenna (as seen by INCO) – contradicted by [1]
- **time unknown, near 23:30** Context: I saw venting (from memory: the commander)

  Out of the window.

  A gas.

### Tuesday, 14 Apr 1970

- **00:00:00 – 15 Apr 1970, 00:00:00** Context: Still going (from memory: Gene)

## Evidence

**[1]** CMP, Air-ground loop (utterance), 13 Apr 1970, 21:08:20 CST

> Okay, Houston, we've had a problem here.

**[2]** CMP, Air-ground loop (utterance), 13 Apr 1970, 21:08:20 CST

> we've had a problem here
`);
  });

  test('says so if it is empty', () => {
    expect(page([])).toContain('No events on the timeline yet.');
    expect(page([])).toContain('No evidence cited.');
  });
});

const hostile = [
  '# heading',
  '</blockquote><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '![image](http://evil.example/a.png)',
  '[link](javascript:alert(1))',
  '[1]: http://evil.example',
  '[ref][1]',
  'http://evil.example/?a=1&b=2',
  'https://evil.example',
  'www.evil.example',
  'WWW.evil.example/a_b_c',
  'ada@evil.example',
  'mailto:ada@evil.example',
  '@channel',
  '<http://evil.example>',
  '`code` ``` fence',
  '~~~',
  '---',
  '===',
  '| a | b |',
  '|---|---|',
  '1. one',
  '2) two',
  '- item',
  '* item',
  '+ item',
  '- [ ] task',
  '> quote',
  '    indented',
  '**bold** __bold__ *it* _it_ ~~gone~~',
  '&lt;b&gt; &amp; &#35; &copy;',
  String.raw`\*not\* \\ \[a](b)`,
  '[^1]: footnote',
  '[^1]',
  '$x$ ^^ {a}',
  'ends ##',
  '\u202egnp.exe',
  'C:\\\\x\u0007',
  '🚒 é ﷽',
  'a_b_c',
  'x\\',
];

const html = (markdown: string) =>
  micromark(markdown, {
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
  });
const unescapeText = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const asRead = (text: string) =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
    .replaceAll('@', '@\u2060');
const places: [before: string, opening: string, closing: string][] = [
  ['', '<p>', '</p>'],
  ['# INC-2 ', '<h1>INC-2 ', '</h1>'],
  ['- **14:05** Impact: ', '<ul>\n<li><strong>14:05</strong> Impact: ', '</li>\n</ul>'],
  ['> ', '<blockquote>\n<p>', '</p>\n</blockquote>'],
  [
    '| a |\n| - |\n| ',
    '<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>',
    '</td>\n</tr>\n</tbody>\n</table>',
  ],
];

function expectHarmless(text: string): void {
  for (const [before, opening, closing] of places) {
    const rendered = html(`${before}${plainLine(text)}`);
    expect(rendered.slice(0, opening.length)).toBe(opening);
    expect(unescapeText(rendered.slice(opening.length, -closing.length))).toBe(asRead(text));
  }
}

describe('user text', () => {
  test.each(hostile)('%j is shown as written and does nothing', (text) => {
    expectHarmless(text);
  });

  const piece = fc.oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(...'\\`*_[]()<>|~!#+-=.:&@$^{} \n\t/"\'1w'.split('')),
  );

  test('in any combination', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        fc.pre(/\p{L}|\p{N}|\p{P}/u.test(plainLine(text)));
        expectHarmless(text);
      }),
      { numRuns: 500 },
    );
  });

  test('stays in place over several lines', () => {
    const plain = ['h1', 'h2', 'h3', 'ul', 'li', 'p', 'strong', 'br', 'blockquote'];
    const lines = fc
      .array(fc.oneof(piece, fc.constant('\n')), { maxLength: 12 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(
        fc.oneof(lines, fc.constant(hostile.join('\n')), fc.constant(hostile.join('\n\n'))),
        (text) => {
          const title = plainLine(text) === '' ? 'x' : text;
          const rendered = html(
            page([
              event({
                title,
                text,
                citations: [citation({ quote: text, authorName: title, streamName: title })],
              }),
            ]),
          );
          const tags = [...rendered.matchAll(/<\/?([a-z0-9]+)( \/)?>|<.*?>/gi)].map(
            (match) => match[1] ?? match[0],
          );
          expect(plain).toEqual(expect.arrayContaining([...new Set(tags)]));
          expect(rendered.match(/<h[1-6]>/g)).toEqual(['<h1>', '<h2>', '<h3>', '<h2>']);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('keeps its lines, with one blank line between them', () => {
    expect(plainLines('\n\n one \r\n\n\n\n- two\n')).toEqual(['one', '', String.raw`\- two`]);
  });
});

test('a line with a long run of number signs takes linear time', () =>
  expect((size: number) => plainLine(`a${'#'.repeat(size)}b`)).toScale(20_000));
