import { Block } from '@debrief/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportSchema } from '../schema/schema.ts';
import { parseMarkdown, looksLikeMarkdown, splitMarkdown } from './markdown.ts';

const schema = reportSchema();
const whole = (text: string) => {
  const blocks = parseMarkdown(text);
  for (const block of blocks) schema.nodeFromJSON(Block.parse(block)).check();
  return blocks;
};

describe('pasted Markdown', () => {
  it('becomes headings, lists, tables, quotes and code', () => {
    const blocks = whole(
      '# Impact\n\n- one\n- [x] two **bold**\n\n1. a\n\n| when | what |\n|---|---|\n| 14:05 | down |\n\n> said\n\n```sql\nselect 1\n```\n\n---\n',
    );
    expect(blocks.map((block) => block.type)).toEqual([
      'heading',
      'bulletList',
      'orderedList',
      'table',
      'blockquote',
      'codeBlock',
      'horizontalRule',
    ]);
    expect(JSON.stringify(blocks[1])).toContain('☑ ');
    expect(JSON.stringify(blocks[3])).toContain('tableHeader');
  });

  it('keeps safe links, and only the text of others', () => {
    const text = JSON.stringify(
      whole(
        '[ok](https://example.org) [bad](javascript:alert(1)) ![pic](data:text/html,x) <b onclick="x()">words</b>',
      ),
    );
    expect(text).toContain('"href":"https://example.org"');
    expect(text).not.toContain('"href":"javascript');
    expect(text).not.toContain('"href":"data');
    for (const word of ['ok', 'bad', 'pic', 'words']) expect(text).toContain(word);
  });

  it('follows the grammar, whatever the input', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '# a',
        '- b',
        '1) c',
        '> d',
        '```',
        '| a | b |',
        '|---|---|',
        '    e',
        '',
        '<div>',
        '[x]: y',
        '[^1]: z',
        '***',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => void whole(lines.join('\n'))),
      { numRuns: 300 },
    );
  });

  it('is distinguished from plain text', () => {
    for (const text of [
      '# Title\nwords',
      '- a\n- b',
      'see [this](https://x.example)',
      '| a | b |\n|---|---|\n',
      '```\ncode\n```',
      'so **bold**',
    ])
      expect(looksLikeMarkdown(text), text).toBe(true);
    for (const text of [
      'Plain words. And more - with a dash.',
      '2 * 3 * 4 = 24',
      'a_b_c #12 is fixed',
      'array[0](x)',
      '- one line only',
    ])
      expect(looksLikeMarkdown(text), text).toBe(false);
  });

  it('is split without losing text or breaking code', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('words', '', '```', 'more words'), { maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (lines, size) => {
          expect(splitMarkdown(lines.join('\n'), size).join('\n')).toBe(lines.join('\n'));
        },
      ),
    );
    expect(splitMarkdown('```\na\n\nb\n```\n\nc', 6)).toEqual(['```\na\n\nb\n```\n', 'c']);
  });
});
