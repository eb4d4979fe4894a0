import { isCollection, LineCounter, parseDocument, type Document } from 'yaml';
import type { Place } from '../definition.ts';
import { CheckError } from '../source.ts';

const maxCharacters = 2_000_000;
const maxAliases = 100;

interface FormatFile {
  name: string;
  document: Document;
  lines: LineCounter;
}

/** A value of a YAML or JSON file with its place; absent ones too, so that reading needs no tests. */
export class Item {
  readonly value: unknown;
  readonly #file: FormatFile;
  readonly #path: (string | number)[];

  constructor(file: FormatFile, path: (string | number)[], value: unknown) {
    this.#file = file;
    this.#path = path;
    this.value = value;
  }

  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** Of the nearest value that is written. */
  get place(): Place {
    const { name, document, lines } = this.#file;
    for (let length = this.#path.length; length >= 0; length -= 1) {
      const node =
        length === 0 ? document.contents : findNode(document, this.#path.slice(0, length));
      const offset = findOffset(node);
      if (offset === null) continue;
      const { line, col } = lines.linePos(offset);
      return { file: name, line, column: col };
    }
    return { file: name, line: 1, column: 1 };
  }

  get(name: string): Item {
    return this.#inside(name, isFields(this.value) ? this.value[name] : undefined);
  }

  /** The value at a path of JSON Schema, such as `/schema/0/name`. */
  find(pointer: string): Item {
    const names = pointer.split('/').slice(1);
    return names.reduce((item: Item, name) => {
      const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
      return Array.isArray(item.value) ? (item.list()[Number(key)] ?? item) : item.get(key);
    }, this);
  }

  list(): Item[] {
    const { value } = this;
    return Array.isArray(value)
      ? value.map((item: unknown, index) => this.#inside(index, item))
      : [];
  }

  entries(): [string, Item][] {
    const { value } = this;
    return isFields(value)
      ? Object.entries(value).map(([name, item]) => [name, this.#inside(name, item)])
      : [];
  }

  names(): string[] {
    return this.entries().map(([name]) => name);
  }

  /** Empty if it is no scalar. */
  text(): string {
    const { value } = this;
    return typeof value === 'string' ? value : isScalarValue(value) ? String(value) : '';
  }

  texts(): string[] {
    return this.list().map((item) => item.text());
  }

  number(): number | null {
    const { value } = this;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  }

  isTrue(): boolean {
    return this.value === true;
  }

  #inside(name: string | number, value: unknown): Item {
    return new Item(this.#file, [...this.#path, name], value);
  }
}

function findNode(document: Document, path: (string | number)[]): unknown {
  try {
    return document.getIn(path, true);
  } catch {
    return null;
  }
}

function findOffset(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  const range: unknown = node.range;
  const start: unknown = Array.isArray(range) ? range[0] : null;
  return typeof start === 'number' ? start : null;
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalarValue = (value: unknown): value is number | boolean | bigint =>
  typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint';

/** Errors: `invalid` with the line for what is no YAML or JSON, or is too large. */
export function parseFormat(name: string, text: string): Item {
  if (text.length > maxCharacters)
    throw new CheckError('invalid', `${name} is longer than ${maxCharacters} characters.`);
  const lines = new LineCounter();
  try {
    // A line that ends with a backslash and CRLF is not continued by the parser.
    const document = parseDocument(text.replaceAll('\r\n', '\n'), {
      lineCounter: lines,
      prettyErrors: false,
    });
    const [problem] = document.errors;
    if (problem) {
      const { line, col } = lines.linePos(problem.pos[0]);
      throw new CheckError('invalid', `${name}:${line}:${col}: ${problem.message}`);
    }
    if (!isCollection(document.contents)) throw new CheckError('invalid', `${name} has no fields.`);
    const value: unknown = document.toJS({ maxAliasCount: maxAliases });
    return new Item({ name, document, lines }, [], value);
  } catch (error) {
    if (error instanceof CheckError) throw error;
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new CheckError('invalid', `${name} cannot be read: ${reason}`);
  }
}
