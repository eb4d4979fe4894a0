import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvSplitter, splitFields } from './csv-split.ts';
import { parseJson } from '../table/json.ts';
import { JsonSplitter } from './json-split.ts';
import { LineSplitter } from './lines.ts';
import type { Piece, Splitter } from './split.ts';

/** Splits the same bytes in chunks of any size: `sizes` are repeated to the end. */
function cut(text: string | Buffer, splitter: Splitter, sizes: number[]): Piece[] {
  const bytes = Buffer.from(text);
  const pieces: Piece[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    pieces.push(...splitter.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...pieces, ...splitter.end()];
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });
const texts = (pieces: Piece[]): string[] => pieces.map((piece) => piece.bytes.toString());

describe('JSON', () => {
  it('splits any list into its elements, wherever the chunks end', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), sizes, fc.constantFrom(0, 2), (list, sizes, indent) => {
        const pieces = cut(JSON.stringify(list, null, indent), new JsonSplitter(), sizes);
        expect(pieces.map((piece) => piece.problem)).toEqual(list.map(() => null));
        expect(texts(pieces).map((text) => parseJson(text))).toEqual(
          parseJson(JSON.stringify(list)),
        );
      }),
    );
  });

  it('splits consecutive values', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), sizes, (list, sizes) => {
        const pieces = cut(
          list.map((value) => JSON.stringify(value)).join('\n'),
          new JsonSplitter(),
          sizes,
        );
        expect(texts(pieces)).toEqual(list.map((value) => JSON.stringify(value)));
      }),
    );
  });

  it('loses nothing of a truncated list, and reports it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        fc.nat(),
        sizes,
        (list, place, sizes) => {
          const whole = Buffer.from(JSON.stringify(list));
          const pieces = cut(
            whole.subarray(0, 1 + (place % (whole.length - 1))),
            new JsonSplitter(),
            sizes,
          );
          const good = pieces.filter((piece) => piece.problem === null);
          expect(texts(good)).toEqual(
            list.slice(0, good.length).map((value) => JSON.stringify(value)),
          );
          expect(pieces.length).toBe(good.length + 1);
        },
      ),
    );
  });

  it('never throws on garbage', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('[', ']', '{', '}', '"', '\\', ',', ':', 'a', '1', ' ', '\n'),
        }),
        sizes,
        (text, sizes) => {
          expect(cut(text, new JsonSplitter(), sizes)).toBeDefined();
        },
      ),
    );
  });

  it('continues after an element that is too long', () => {
    const pieces = cut(
      `[{"a":1},{"b":"${'x'.repeat(5000)}"},{"c":2}]`,
      new JsonSplitter({ limit: 1000 }),
      [300],
    );
    expect(pieces.map((piece) => piece.problem === null)).toEqual([true, false, true]);
    expect(pieces[1]?.bytes.length).toBeLessThanOrEqual(400);
  });
});

describe('CSV', () => {
  const field = fc.string({
    unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r', ' ', ';', '\t', '例'),
  });
  const write = (fields: string[], delimiter: string): string =>
    fields.map((each) => (each === '' ? '' : `"${each.replaceAll('"', '""')}"`)).join(delimiter);

  it('reads back any table, wherever the chunks end', () => {
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n'),
        sizes,
        (rows, delimiter, end, sizes) => {
          const pieces = cut(
            rows.map((fields) => write(fields, delimiter)).join(end),
            new CsvSplitter(delimiter),
            sizes,
          );
          expect(pieces.map((piece) => splitFields(piece.bytes.toString(), delimiter))).toEqual(
            rows,
          );
        },
      ),
    );
  });

  it('numbers records by their first line', () => {
    const pieces = cut('a,b\n"1\n2\n3",x\ny,z\n', new CsvSplitter(','), [3]);
    expect(pieces.map((piece) => piece.number)).toEqual([1, 2, 5]);
  });

  it('keeps a quote within a field', () => {
    expect(texts(cut('5" pipe,x\n6" pipe,y\n', new CsvSplitter(','), [4]))).toEqual([
      '5" pipe,x',
      '6" pipe,y',
    ]);
    expect(splitFields('5" pipe,x', ',')).toEqual(['5" pipe', 'x']);
  });

  it('ends a quote that is never closed, and keeps what follows', () => {
    const pieces = cut('a,b\n"broken,1\nc,d\ne,f\n', new CsvSplitter(','), [5]);
    expect(pieces.map((piece) => [piece.number, piece.problem === null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, true],
    ]);
  });

  it('never throws on garbage', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', '\r') }),
        sizes,
        (text, sizes) => {
          expect(cut(text, new CsvSplitter(',', 20), sizes)).toBeDefined();
        },
      ),
    );
  });
});

describe('lines', () => {
  it('joins to the original text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', ' ', 'é', '\t') })),
        sizes,
        (lines, sizes) => {
          const text = lines.map((line) => `${line}\n`).join('');
          expect(texts(cut(text, new LineSplitter(), sizes))).toEqual(lines);
        },
      ),
    );
  });

  it('keeps no more of a line than its limit', () => {
    const pieces = cut(`short\n${'x'.repeat(10_000)}\nlast`, new LineSplitter(1000), [100]);
    expect(
      pieces.map((piece) => [piece.number, piece.problem === null, piece.bytes.length]),
    ).toEqual([
      [1, true, 5],
      [2, false, 400],
      [3, true, 4],
    ]);
  });
});
