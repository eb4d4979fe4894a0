import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { CheckError } from '../source.ts';
import { quoteName, quoteText } from '../sql.ts';

/** A CSV file as it is read: every value as text, with the names of its first line. */
export interface CsvHead {
  path: string;
  delimiter: string;
  names: string[];
}

const maxHeader = 1_000_000;
const maxColumns = 2_000;

/** Errors: `unreadable` with the file, for another encoding or a first line without names. */
export async function readCsvHead(path: string): Promise<CsvHead> {
  const head = await readHead(path);
  const refuse = (message: string) => new CheckError('unreadable', `${path}: ${message}`);
  if (head.length === 0) throw refuse('the file is empty.');
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head.subarray(0, 2).toString('latin1')) || head.includes(0))
    throw refuse('this is UTF-16 or binary. Save it as CSV in UTF-8.');
  if (head.length > maxHeader && findLineEnd(head) === -1)
    throw refuse('the first line is longer than a million bytes.');
  const line = head.subarray(0, findLineEnd(head) === -1 ? head.length : findLineEnd(head));
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(line);
  } catch {
    throw refuse('the first line is not UTF-8. Convert the file, then run the checks again.');
  }
  const delimiter = findDelimiter(text);
  const names = splitLine(text, delimiter).map((name) => name.trim());
  if (names.length > maxColumns) throw refuse(`it has more than ${maxColumns} columns.`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (names.includes('')) throw refuse('a column has no name in the first line.');
  if (repeated !== undefined) throw refuse(`two columns have the name ${repeated}.`);
  return { path, delimiter, names };
}

async function readHead(path: string): Promise<Buffer> {
  const file = createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of bytes as AsyncIterable<Buffer>) {
      pieces.push(piece);
      size += piece.length;
      if (size > maxHeader || findLineEnd(Buffer.concat(pieces)) !== -1) break;
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CheckError('unreadable', `${path} cannot be read: ${why}.`);
  } finally {
    file.destroy();
  }
  return Buffer.concat(pieces);
}

/** The first line break outside quotes, or -1. */
function findLineEnd(head: Buffer): number {
  let isQuoted = false;
  return head.findIndex((byte) => {
    if (byte === 0x22) isQuoted = !isQuoted;
    return !isQuoted && (byte === 0x0a || byte === 0x0d);
  });
}

/** The most frequent of these outside quotes. */
function findDelimiter(line: string): string {
  const plain = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t', '|'].map((letter) => ({
    letter,
    count: plain.split(letter).length,
  }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.letter ?? ',';
}

function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += letter;
  }
  return [...fields, field];
}

/** Files with the same first line are read together; others are matched by the names of columns. */
export function readAsText(heads: readonly CsvHead[]): string {
  const groups = Map.groupBy(heads, ({ delimiter, names }) => JSON.stringify([delimiter, names]));
  const reads = [...groups.values()].flatMap((group) => {
    const [head] = group;
    if (!head) return [];
    const paths = group.map(({ path }) => quoteText('duckdb', path)).join(', ');
    const columns = head.names.map((name) => `${quoteText('duckdb', name)}: 'VARCHAR'`).join(', ');
    return [
      `select * from read_csv([${paths}], auto_detect = false, header = true, delim = ${quoteText('duckdb', head.delimiter)}, quote = '"', escape = '"', strict_mode = true, hive_partitioning = false, columns = {${columns}})`,
    ];
  });
  return reads.join(' union all by name ');
}

/**
 * Types that a column of texts can have, from the narrowest, each with the proof that no value is
 * changed by it: `007` is no number, and neither are twenty digits.
 */
const candidates = [
  { type: 'BIGINT', proof: 'cast(try_cast(x as bigint) as varchar) = x' },
  {
    type: 'DOUBLE',
    proof: String.raw`regexp_full_match(x, '-?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d{1,2})?')`,
  },
  { type: 'BOOLEAN', proof: "x in ('true', 'false', 'True', 'False', 'TRUE', 'FALSE')" },
  { type: 'DATE', proof: 'length(x) = 10 and try_cast(x as date) is not null' },
  {
    type: 'TIMESTAMP',
    proof: String.raw`try_cast(x as timestamp) is not null and regexp_full_match(x, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?')`,
  },
  {
    type: 'TIMESTAMPTZ',
    proof: String.raw`try_cast(x as timestamptz) is not null and regexp_full_match(x, '\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d(:?\d\d)?)')`,
  },
] as const;

type CsvType = (typeof candidates)[number]['type'] | 'VARCHAR';

const proveColumn = (proof: string, name: string) =>
  proof.replaceAll(/\bx\b/g, () => quoteName('duckdb', name));

/** The types of columns in a CSV file: guessed from its start, and given up by later values. */
export class CsvTypes {
  readonly #types: Map<string, CsvType>;
  readonly #names: readonly string[];

  constructor(names: readonly string[], fits: Record<string, unknown>) {
    this.#names = names;
    this.#types = new Map(
      names.map((name, index) => [
        name,
        candidates.find(({ type }) => fits[`${type}_${index}`] === true)?.type ?? 'VARCHAR',
      ]),
    );
  }

  /** Which types the first rows fit. */
  static query(names: readonly string[]): string {
    const fits = names.flatMap((name, index) =>
      candidates.map(
        ({ type, proof }) => `bool_and(${proveColumn(proof, name)}) as ${type}_${index}`,
      ),
    );
    return `select ${fits.join(', ')} from (select * from texts limit 20000)`;
  }

  /** A value that does not fit is an error with the number of its column. */
  select(): string {
    const columns = this.#names.map((name, index) => {
      const type = this.#types.get(name) ?? 'VARCHAR';
      const column = quoteName('duckdb', name);
      const proof = candidates.find((one) => one.type === type)?.proof;
      return proof === undefined
        ? column
        : `case when ${column} is null or ${proveColumn(proof, name)} then try_cast(${column} as ${type}) else error('no ${type} in column ${index}') end as ${column}`;
    });
    return `select ${columns.join(', ')} from texts`;
  }

  /** Whether a column was given a wider type after this error. */
  widen(message: string): boolean {
    const [, type, index] = /no (\w+) in column (\d+)/.exec(message) ?? [];
    const name = this.#names[Number(index)];
    if (type === undefined || name === undefined || this.#types.get(name) !== type) return false;
    this.#types.set(name, type === 'BIGINT' ? 'DOUBLE' : 'VARCHAR');
    return true;
  }
}
