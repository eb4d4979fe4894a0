import { ReportDocument } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReadPostMortem, readPostMortem } from './read-post-mortem.ts';
import { sectionText } from './section-text.ts';

const newId = (): string => '01920000-0000-7000-8000-000000000000';

function read(content: string | Uint8Array, name = 'report.md', zone?: string): ReadPostMortem {
  return readPostMortem({ name, content, zone }, newId);
}

function expectWhole(report: ReadPostMortem): void {
  expect(report.words.lost).toEqual([]);
  expect(report.words.out).toBe(report.words.in);
  expect(ReportDocument.safeParse({ type: 'doc', content: report.sections }).error).toBeUndefined();
}

function listTimes(report: ReadPostMortem): [string | null, string][] {
  return report.rows.map((row) => [row.at, row.text]);
}

describe('sections', () => {
  it('splits at headings, recognizes their kinds and keeps their titles', () => {
    const report = read(
      '# Search is down\n\nIt broke.\n\n## Impact on our users\n\nMany.\n\n### In numbers\n\n12 %\n\n## Odds and ends\n\nx\n\n## What could have gone better?\n\n- y\n',
    );
    expectWhole(report);
    expect(report.title).toBe('Search is down');
    expect(
      report.sections.map((section) => [section.attrs.kind, section.content[0].content?.[0]?.text]),
    ).toEqual([
      ['summary', 'Search is down'],
      ['impact', 'Impact on our users'],
      ['other', 'Odds and ends'],
      ['difficulties', 'What could have gone better?'],
    ]);
    expect(report.sections[1]?.content[2]).toMatchObject({ type: 'heading', attrs: { level: 3 } });
  });

  it('keeps links, tables, code, quotes, images, footnotes and reference links', () => {
    const report = read(
      [
        '## Notes',
        'See [the page][p] and ![a graph](https://x.test/g.png)![](https://x.test/h.png).[^1]',
        '',
        '[p]: https://x.test/page "Title"',
        '[^1]: A footnote.',
        '',
        '```sh title=run',
        'ls -l',
        '```',
        '',
        '> quoted',
        '',
        '| a | b |',
        '|---|---|',
        '| 1 | [two](https://x.test/2) |',
      ].join('\n'),
    );
    expectWhole(report);
    const text = JSON.stringify(report.sections);
    for (const href of [
      'https://x.test/page',
      'https://x.test/g.png',
      'https://x.test/h.png',
      'https://x.test/2',
    ])
      expect(text).toContain(`"href":"${href}"`);
    for (const type of ['codeBlock', 'blockquote', 'table', 'tableHeader'])
      expect(text).toContain(`"type":"${type}"`);
    expect([...sectionText(report.sections)].join('')).toContain('[1]');
  });

  it('keeps front matter as text and takes the title from it', () => {
    const report = read('---\ntitle: "A leak"\ndate: 2024-05-01\n---\n\nIt leaked.\n');
    expectWhole(report);
    expect(report.title).toBe('A leak');
    expect([...sectionText(report.sections)].join('')).toContain('date: 2024-05-01');
  });

  it('reads HTML inside Markdown as HTML', () => {
    const report = read(
      '## Notes\n\n<details>\n<summary>More <b>here</b></summary>\n\nInner *text*<br>next <a href="https://x.test">link</a>\n\n</details>\n',
    );
    expectWhole(report);
    const text = JSON.stringify(report.sections);
    expect(text).toContain('https://x.test');
    expect(text).not.toContain('<');
    expect([...sectionText(report.sections)].join('')).toContain('More here');
  });

  it('reduces hostile HTML and links to their text', () => {
    const hostile = [
      '<script>steal()</script><img src=x onerror=steal() alt="a cat">',
      '<a href="javascript:steal()">click</a> <a href="https://x.test/ok">fine</a> <iframe src="https://evil.test">in</iframe>',
      '<svg onload=steal()><text>drawn</text></svg><form action="https://evil.test"><input value="typed"><button>Send</button></form>',
      '<p style="position:fixed">over all</p><meta http-equiv="refresh" content="0;url=https://evil.test"><table><tr><td onclick="steal()">cell',
    ].join('\n');
    for (const report of [
      read(`<html><body>${hostile}`, 'r.html'),
      read(hostile),
      read(`[click](javascript:steal) <javascript:steal> [x](data:text/html,1)`),
    ]) {
      expectWhole(report);
      const text = JSON.stringify(report.sections);
      expect(text).not.toMatch(/onerror|onload|onclick|"href":"(?!https:\/\/x\.test)/);
      expect(text).toContain('click');
    }
  });
});

describe('rows', () => {
  it.each([
    ['- 16:58 UTC something broke', '2024-05-01T16:58:00.000Z', 'minute'],
    ['- 2:20 AM it began', '2024-05-01T02:20:00.000Z', 'minute'],
    ['- 2018-01-18 14:30 PST they saw it', '2018-01-18T22:30:00.000Z', 'minute'],
    ['- Jan 4 10:05 a deploy', '2024-01-04T10:05:00.000Z', 'minute'],
    ['- [10:05] a deploy', '2024-05-01T10:05:00.000Z', 'minute'],
    ['- ~10:00 a deploy', '2024-05-01T10:00:00.000Z', 'about'],
    ['- around 10:00 a deploy', '2024-05-01T10:00:00.000Z', 'about'],
    ['- 10:05:30.5 CEST a deploy', '2024-05-01T08:05:30.500Z', 'exact'],
    ['- 2024-04-30T23:59:59+02:00 a deploy', '2024-04-30T21:59:59.000Z', 'exact'],
    ['- 5pm ET a deploy', '2024-05-01T21:00:00.000Z', 'minute'],
    ['- 10:05 IST a deploy', null, 'unknown'],
    ['- 3/4/2019 10:05 a deploy', null, 'unknown'],
    ['- 30/4/2024 10:05 a deploy', '2024-04-30T10:05:00.000Z', 'minute'],
  ])('%s', (line, at, precision) => {
    const [row] = read(`# 2024-05-01 outage\n\n## Timeline\n\n${line}\n`).rows;
    expect(row).toMatchObject({ at, precision });
    expect(row?.text).not.toMatch(/\d\d:\d\d/);
  });

  it('reads intervals, zones stated in a section, and dates above rows', () => {
    const report = read(
      '## Timeline (all times PST)\n\n### March 3, 2024\n\n- 14:05 - 14:20 it was down\n- 23:50 again\n- 00:10 and over\n\n### March 9\n\n- 09:00 done\n',
    );
    expect(report.rows.map((row) => [row.at, row.until, row.dateFrom, row.zone])).toEqual([
      ['2024-03-03T22:05:00.000Z', '2024-03-03T22:20:00.000Z', 'carried', 'PST'],
      ['2024-03-04T07:50:00.000Z', null, 'carried', 'PST'],
      ['2024-03-04T08:10:00.000Z', null, 'carried', 'PST'],
      ['2024-03-09T17:00:00.000Z', null, 'carried', 'PST'],
    ]);
  });

  it('accepts rows that are out of order', () => {
    expect(
      listTimes(read('# 2024-05-01\n\n## Timeline\n\n- 14:05 one\n- 13:58 two\n- 14:10 three\n')),
    ).toEqual([
      ['2024-05-01T14:05:00.000Z', 'one'],
      ['2024-05-01T13:58:00.000Z', 'two'],
      ['2024-05-01T14:10:00.000Z', 'three'],
    ]);
  });

  it('counts from the first row if times are relative', () => {
    expect(
      listTimes(read('## Timeline\n\n- 2024-05-01 10:00 UTC alert\n- T+5m ack\n- T+01:30 fixed\n')),
    ).toEqual([
      ['2024-05-01T10:00:00.000Z', 'alert'],
      ['2024-05-01T10:05:00.000Z', 'ack'],
      ['2024-05-01T11:30:00.000Z', 'fixed'],
    ]);
  });

  it('never guesses a date: without one the time stays open', () => {
    const [row] = read('## Timeline\n\n- 10:05 a deploy\n').rows;
    expect(row).toMatchObject({
      at: null,
      precision: 'unknown',
      dateFrom: 'none',
      text: 'a deploy',
    });
  });

  it("does not confuse a publication date with the incident's", () => {
    const [row] = read(
      '---\ntitle: x\nauthors: [a]\ndate: 2024-05-01\n---\n\n## Timeline\n\n- 10:05 a deploy\n',
      '2024-05-01-post.md',
    ).rows;
    expect(row?.at).toBeNull();
  });

  it('uses a given zone only if the report has none', () => {
    const text = '# 2024-07-01\n\n## Timeline\n\n- 10:00 one\n- 10:05 UTC two\n';
    expect(read(text, 'r.md', 'Europe/Berlin').rows.map((row) => row.at)).toEqual([
      '2024-07-01T08:00:00.000Z',
      '2024-07-01T10:05:00.000Z',
    ]);
  });

  it('lets a person resolve an unclear zone', () => {
    const text = '# 2024-07-01\n\n## Timeline (IST)\n\n- 10:00 one\n';
    expect(read(text).rows[0]?.at).toBeNull();
    expect(read(text, 'r.md', 'Asia/Kolkata').rows[0]?.at).toBe('2024-07-01T04:30:00.000Z');
  });

  it("gives the offsets of a row's words", () => {
    const text =
      '# 2024-05-01\r\n\r\n## Timeline\r\n\r\n- **10:05** a `deploy` to [prod](https://x.test)\r\n- 10:06 two\r\n';
    const report = read(text);
    expect(report.rows.map((row) => text.slice(row.start, row.end))).toEqual([
      '10:05** a `deploy` to [prod',
      '10:06 two',
    ]);
  });
});

describe('actions and causes', () => {
  it('reads lists, checkboxes and tables', () => {
    const report = read(
      [
        '## Action items',
        '- [x] Add an alert on lag ([#1](https://github.com/a/b/issues/1)) (@kim)',
        '- [ ] Write the runbook. Owner: Sam, due 2024-06-01',
        '- None',
        '',
        '| Action | Type | Owner | Ticket | Due | Status |',
        '|---|---|---|---|---|---|',
        '| Validate the config | prevent | Team Core | [T-9](https://jira.test/browse/T-9) | 2024-07-02 | done |',
      ].join('\n'),
    );
    expect(report.actions).toMatchObject([
      {
        owner: 'kim',
        trackerUrl: 'https://github.com/a/b/issues/1',
        isDone: true,
        intent: 'detect',
      },
      { owner: 'Sam', dueOn: '2024-06-01', isDone: false, intent: 'learn' },
      {
        text: 'Validate the config',
        owner: 'Team Core',
        trackerUrl: 'https://jira.test/browse/T-9',
        dueOn: '2024-07-02',
        isDone: true,
        intent: 'prevent',
      },
    ]);
  });

  it('reads causes from lists, else from paragraphs', () => {
    const report = read(
      '## Root cause\n\nThe lock was held.\n\n## Trigger\n\n- A deploy on Monday\n\n## Contributing factors\n\nSome:\n\n1. No alert\n2. Long timeouts\n',
    );
    expect(report.causes.map((cause) => [cause.kind, cause.text])).toEqual([
      ['contributor', 'The lock was held.'],
      ['trigger', 'A deploy on Monday'],
      ['contributor', 'No alert'],
      ['contributor', 'Long timeouts'],
    ]);
  });
});

describe('any input', () => {
  it('reads an empty file, one without a final line break, and binary data', () => {
    for (const content of [
      '',
      ' \n\r\n ',
      '# ',
      '---\n---\n',
      '\0\0\0',
      '```',
      '| a',
      '<',
      '<!--',
      '[x',
      '- \n-',
    ])
      expectWhole(read(content));
    expectWhole(read(Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)));
  });

  it('reads UTF-16, Windows-1252 and half surrogate pairs', () => {
    expect(read(Buffer.from('\ufeff## Straße', 'utf16le')).title).toBe('Straße');
    expect(read(Buffer.from('## Stra\xdfe', 'latin1')).title).toBe('Straße');
    expectWhole(read('## a \ud83d b'));
  });

  it('keeps the words of extremely nested text', () => {
    expectWhole(read(`${'> '.repeat(300)}deep`));
    expectWhole(read(`${'<div>'.repeat(20_000)}deep`, 'x.html'));
    expectWhole(
      read(Array.from({ length: 60 }, (_, at) => `${'  '.repeat(at)}- level ${at}`).join('\n')),
    );
  });

  it('reads two megabytes', () => {
    const row = `- 10:05 UTC a row of the timeline with **bold** words and ${'a long tail of words that says what people saw '.repeat(6)}\n`;
    const report = read(
      `# 2024-05-01 big\n\n## Timeline\n\n${row.repeat(Math.ceil((2 * 1024 * 1024) / row.length))}`,
    );
    expectWhole(report);
    expect(report.rows.length).toBeGreaterThan(5_000);
  }, 180_000);

  it('loses no word of any Markdown, HTML or plain text', () => {
    const piece = fc.constantFrom(
      '# H',
      '\n\n',
      '- ',
      '1. ',
      '> ',
      '**b**',
      '`c`',
      '[l](https://x.test)',
      '<div>',
      '</div>',
      '<b>',
      '<br>',
      '| a | b |\n|--|--|\n| 1 | 2 |',
      '```\n',
      'word ',
      '10:05 ',
      '\t',
      '&amp;',
      '\\*',
      '![i](x)',
      '<table><tr><td>',
      '[^1]',
      '\n[^1]: n',
      '---',
      '\n===\n',
      '<!-- c -->',
      '- [x] ',
      '~~s~~',
      '\r\n',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom('a.md', 'a.html', 'a.txt'),
        (pieces, name) => expectWhole(read(pieces.join(''), name)),
      ),
      { numRuns: 1000 },
    );
  });
});
