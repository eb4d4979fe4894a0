import fc from 'fast-check';
import { expect, test } from 'vitest';
import { json, table } from './output.ts';
import stringWidth from 'string-width';
import { clipText, cleanControls, oneLine, padText } from './text.ts';
import { textWidth } from './width.ts';

const anyText = fc.string({ unit: 'binary' });

test('printed text never controls the terminal', () => {
  fc.assert(
    fc.property(
      anyText,
      (text) =>
        !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(
          cleanControls(text),
        ),
    ),
  );
  expect(cleanControls('\u001b]0;title\u0007\u009b31m a\r\nb\rc\u202eabc')).toBe(
    '␛]0;title␇\\u009b31m a\nb␍c\\u202eabc',
  );
});

test('keeps one line on one line, and printable text unchanged', () => {
  fc.assert(fc.property(anyText, (text) => !/[\n\t]/.test(oneLine(text))));
  fc.assert(fc.property(fc.stringMatching(/^[ -~äß日]*$/), (text) => cleanControls(text) === text));
});

test('JSON keeps every value and escapes terminal control characters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = json({ text });
      expect(JSON.parse(line)).toEqual({ text });
      expect(line.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    }),
  );
});

test('truncates text to the columns of the terminal only if needed', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 2, max: 40 }), (text, columns) => {
      const cut = clipText(text, columns);
      expect(stringWidth(cut)).toBeLessThanOrEqual(columns);
      if (stringWidth(text) <= columns) expect(cut).toBe(text);
    }),
  );
  expect(clipText('日本語の文', 6)).toBe('日本…');
  expect(padText('日本', 6, 'right')).toBe('  日本');
});

test('measures text of narrow characters like the library', () => {
  const narrow = fc.stringMatching(/^[ -~\u00a0-\u02ff\u2010-\u2060\u2190-\u21ff日]*$/);
  fc.assert(
    fc.property(fc.oneof(narrow, anyText), (text) => {
      expect(textWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test('aligns columns within the width of a terminal', () => {
  const items = [
    { name: 'a', text: 'x'.repeat(100) },
    { name: '日本', text: 'y' },
  ];
  const columns = [
    { name: 'name', of: (item: { name: string }) => item.name },
    { name: 'text', of: (item: { text: string }) => item.text },
  ];
  expect(table(items, columns, { isTerminal: false, columns: () => Infinity })).toBe(
    `NAME  TEXT\na     ${'x'.repeat(100)}\n日本  y\n`,
  );
  expect(table(items, columns, { isTerminal: false, columns: () => 20 }).split('\n')[1]).toBe(
    `a     ${'x'.repeat(13)}…`,
  );
});

test('one line of text with a long run of spaces takes linear time', () =>
  expect((size: number) => oneLine(`a${' '.repeat(size)}é`)).toScale(20_000));
