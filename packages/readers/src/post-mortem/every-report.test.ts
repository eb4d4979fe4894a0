import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Section } from '@debrief/contract';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ReadPostMortem, readPostMortem } from './read-post-mortem.ts';
import { sectionText } from './section-text.ts';
import { reportData, reportFiles } from './testing/reports.ts';
import handRead from './testing/rows-read-by-hand.json' with { type: 'json' };

const HandRead = z.array(
  z.object({
    file: z.string(),
    start: z.int(),
    end: z.int(),
    at: z.string().nullable(),
    precision: z.enum(['exact', 'minute', 'about', 'unknown']),
  }),
);
const newId = (): string => '01920000-0000-7000-8000-000000000000';
const root = reportData ?? '';
const reports = reportFiles([
  'postmortems',
  'mybinder-incident-reports/incident-reports',
  'postmortem-templates',
]);

function read(file: string): ReadPostMortem {
  return readPostMortem({ name: basename(file), content: readFileSync(join(root, file)) }, newId);
}

/** Only letters and digits, so that this count shares nothing with the reader's own. */
function tokens(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [token] of text.matchAll(/[\p{L}\p{N}]+/gu))
    counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

/**
 * Removes markup: targets of links, tags, comments, languages of fences, footnote and list markers.
 */
function withoutMarkup(source: string): string {
  return source
    .replaceAll(/<!--[\s\S]*?-->/g, ' ')
    .replaceAll(/^ {0,3}\[[^\]\n]+\]: *\S+.*$/gm, ' ')
    .replaceAll(/\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)/g, '] ')
    .replaceAll(/\]\[[^\]\n]*\]/g, '] ')
    .replaceAll(/<\/?[a-z][^>\n]*>/gi, (tag) =>
      /^<(https?:|mailto:|[^ >]+@)/i.test(tag) ? tag : ' ',
    )
    .replaceAll(/^\s*(```|~~~).*$/gm, ' ')
    .replaceAll(/&[a-z]+;/g, ' ')
    .replaceAll(/^([\s>]*(?:[-*+] +)?)(?:\d{1,9}[.)]|\[[ xX]\])\s/gm, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\[[ xX]\]/g, ' ');
}

describe.skipIf(reportData === null)(
  'every published report next to the repository (skipped if ../shared/data does not exist)',
  () => {
    it('finds them all', () => {
      expect(
        reports.filter((file) => file.startsWith('postmortems/') && !/README/.test(file)).length,
      ).toBeGreaterThanOrEqual(145);
      expect(reports.filter((file) => file.startsWith('mybinder')).length).toBeGreaterThanOrEqual(
        23,
      );
    });

    it.each(reports)('keeps every word of %s', (file) => {
      const report = read(file);
      expect(report.words.lost).toEqual([]);
      expect(report.words.out).toBe(report.words.in);
      expect(z.array(Section).safeParse(report.sections).error).toBeUndefined();
      for (const row of [...report.rows, ...report.actions, ...report.causes]) {
        expect(row.start).toBeLessThan(row.end);
        expect(row.end).toBeLessThanOrEqual(report.text.length);
      }
    });

    it.each(reports.filter((file) => !file.endsWith('.txt')))(
      'keeps what a count of the bare file finds in %s',
      (file) => {
        const kept = tokens([...sectionText(read(file).sections)].join(''));
        const source = readFileSync(join(root, file), 'utf8');
        const body = source.replace(
          /^(---|\+\+\+)\n([\s\S]*?)\n\1\n/,
          (_, __, front: string) => `\`${front}\`\n`,
        );
        const missing = [...tokens(withoutMarkup(body))].filter(
          ([token, count]) => (kept.get(token) ?? 0) < count,
        );
        expect(missing).toEqual([]);
      },
    );

    it.each(
      reports.filter((_, index) => index % 12 === 0 && reports[index]?.endsWith('.md') === true),
    )('reads %s the same as a page', (file) => {
      const markdown = readFileSync(join(root, file), 'utf8').replace(
        /^(---|\+\+\+)\n[\s\S]*?\n\1\n/,
        '',
      );
      const page = `<!doctype html><html><head><style>p { color: red }</style></head><body>${micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })}</body></html>`;
      const fromPage = readPostMortem({ name: 'report.html', content: page }, newId);
      expect(fromPage.words.lost).toEqual([]);
      const fromMarkdown = readPostMortem({ name: basename(file), content: markdown }, newId);
      expect(fromPage.sections.map((section) => section.attrs.kind)).toEqual(
        fromMarkdown.sections.map((section) => section.attrs.kind),
      );
      const times = ({ rows }: ReadPostMortem): (string | null)[] => rows.map((row) => row.at);
      const named = readPostMortem(
        { name: basename(file).replace(/\.md$/, '.html'), content: page },
        newId,
      );
      expect(times(named)).toEqual(times(fromMarkdown));
    });

    it('reads the rows labeled by a person in the same way', () => {
      const expected = HandRead.parse(handRead);
      expect(expected.length).toBeGreaterThanOrEqual(150);
      expect(new Set(expected.map((row) => row.file)).size).toBeGreaterThanOrEqual(40);
      const wrong = expected.filter((row) => {
        const found = read(row.file).rows.find((each) => each.start === row.start);
        return found?.end !== row.end || found.at !== row.at || found.precision !== row.precision;
      });
      expect(wrong).toEqual([]);
    });
  },
);
