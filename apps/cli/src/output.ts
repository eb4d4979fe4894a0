import { styleText } from 'node:util';
import { numberText } from '@debrief/rules/numbers';
import type { Sink } from './sink.ts';
import { clipText, oneLine, padText } from './text.ts';
import { textWidth } from './width.ts';

export interface Column<T> {
  name: string;
  /** Numbers are aligned right. */
  of: (item: T) => string | number;
  align?: 'right';
}

/** A JSON value on one line. Terminal control characters are escaped. */
export function json(value: unknown): string {
  return `${escapeControls(JSON.stringify(value))}\n`;
}

function escapeControls(text: string): string {
  return text.replaceAll(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A list of thousands needs few writes, and memory use does not grow with it. */
const batchLength = 16_384;

/** Writes a list as it arrives, in batches. Returns the number of items. */
export async function writeLines<T>(
  out: { write(text: string): Promise<void> },
  items: AsyncIterable<T> | Iterable<T>,
  format: (item: T, index: number) => string,
): Promise<number> {
  let batch = '';
  let count = 0;
  const flush = async () => {
    const text = batch;
    batch = '';
    if (text !== '') await out.write(text);
  };
  try {
    for await (const item of items) {
      batch += format(item, count);
      count += 1;
      if (batch.length >= batchLength) await flush();
    }
  } finally {
    // What arrived before an error is also printed.
    await flush();
  }
  return count;
}

/** A JSON array with one element per line. */
export async function writeJsonList(
  out: Sink,
  items: AsyncIterable<unknown> | Iterable<unknown>,
): Promise<void> {
  const escaped = { write: (text: string) => out.write(escapeControls(text)) };
  const count = await writeLines(
    escaped,
    items,
    (item, index) => (index === 0 ? '[\n' : ',\n') + JSON.stringify(item),
  );
  await out.write(count === 0 ? '[]\n' : '\n]\n');
}

export function table<T>(
  items: readonly T[],
  columns: readonly Column<T>[],
  out: Pick<Sink, 'isTerminal' | 'columns'>,
): string {
  const values = items.map((item) => columns.map((column) => column.of(item)));
  const rows = values.map((row) =>
    row.map((value) => (typeof value === 'number' ? numberText(value) : oneLine(value))),
  );
  const aligns = columns.map(({ align }, index) =>
    values.every((row) => typeof row[index] === 'number') ? 'right' : align,
  );
  const heading = columns.map((column) => column.name.toUpperCase());
  const widths = columns.map((_, index) =>
    Math.max(...[heading, ...rows].map((row) => textWidth(row[index] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    clipText(
      row
        .map((cell, index) => padText(cell, widths[index] ?? 0, aligns[index]))
        .join('  ')
        .trimEnd(),
      out.columns(),
    );
  const head = line(heading);
  return [out.isTerminal ? bold(head) : head, ...rows.map(line)]
    .map((text) => `${text}\n`)
    .join('');
}

export function facts(
  pairs: readonly (readonly [name: string, value: string])[],
  align: 'left' | 'right' = 'left',
): string {
  const names = Math.max(...pairs.map(([name]) => textWidth(name)));
  const values = align === 'right' ? Math.max(...pairs.map(([, value]) => textWidth(value))) : 0;
  return pairs
    .map(
      ([name, value]) =>
        `  ${padText(name, names)}  ${padText(value, values, align)}`.trimEnd() + '\n',
    )
    .join('');
}

// styleText omits colors if NO_COLOR is set or the output is not a terminal.
function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}
