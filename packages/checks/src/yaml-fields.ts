import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';
import type { Place } from './definition.ts';

/** What is wrong with a file, and where. */
export interface Problem {
  place: Place;
  message: string;
}

const maxDepth = 20;
/** Also counts what aliases repeat. */
const maxNodes = 50_000;

/** Thrown once for a file that is larger inside than outside. */
export class YamlBomb extends Error {
  override name = 'YamlBomb';
}

/** A file that is read: its problems, and how much of it was visited. */
export class YamlFile {
  readonly problems: Problem[] = [];
  readonly name: string;
  readonly #lines: LineCounter;
  #visited = 0;

  constructor(name: string, lines: LineCounter) {
    this.name = name;
    this.#lines = lines;
  }

  findPlace(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.name, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  report(place: Place, message: string): void {
    this.problems.push({ place, message });
  }

  visit(): void {
    this.#visited += 1;
    if (this.#visited > maxNodes) throw new YamlBomb('Too many values, counting those of aliases.');
  }
}

/** A value with its place. */
export class YamlValue {
  readonly file: YamlFile;
  readonly place: Place;
  readonly #document: Document;
  readonly #node: Node | null;
  readonly #depth: number;

  constructor(file: YamlFile, document: Document, given: unknown, place: Place, depth: number) {
    file.visit();
    if (depth > maxDepth) throw new YamlBomb(`Values are nested more than ${maxDepth} deep.`);
    const node = isNode(given) ? given : null;
    this.file = file;
    this.#document = document;
    this.#depth = depth;
    this.#node = (isAlias(node) ? node.resolve(document) : node) ?? null;
    this.place = node?.range ? file.findPlace(node.range[0]) : place;
  }

  report(message: string): void {
    this.file.report(this.place, message);
  }

  /** A scalar as it is; undefined for lists and maps. */
  scalar(): unknown {
    return this.#node === null ? null : isScalar(this.#node) ? this.#node.value : undefined;
  }

  /** A text; numbers and dates as they are written. Null and a problem if it is none. */
  text(): string | null {
    const node = this.#node;
    if (isScalar(node) && typeof node.value === 'string') return node.value;
    if (isScalar(node) && node.value !== null) return node.source ?? null;
    this.report('Write a text here.');
    return null;
  }

  number(): number | null {
    const value = this.scalar();
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.report('Write a number here.');
    return null;
  }

  list(): YamlValue[] {
    if (isSeq(this.#node)) return this.#node.items.map((item) => this.#inside(item, this.place));
    this.report('Write a list here.');
    return [];
  }

  fields(): YamlFields | null {
    if (!isMap(this.#node)) {
      this.report('Write fields here, such as `name: value`.');
      return null;
    }
    const entries = new Map<string, { place: Place; value: YamlValue }>();
    for (const { key, value } of this.#node.items) {
      const written = this.#inside(key, this.place);
      const name = written.text();
      if (name === null) continue;
      if (entries.has(name)) written.report(`${name} appears twice.`);
      entries.set(name, { place: written.place, value: this.#inside(value, written.place) });
    }
    return new YamlFields(this, entries);
  }

  #inside(given: unknown, place: Place): YamlValue {
    return new YamlValue(this.file, this.#document, given, place, this.#depth + 1);
  }
}

/** The fields of a map. Those that are never asked for are unknown. */
export class YamlFields {
  readonly value: YamlValue;
  readonly #entries: ReadonlyMap<string, { place: Place; value: YamlValue }>;
  readonly #known = new Set<string>();

  constructor(value: YamlValue, entries: ReadonlyMap<string, { place: Place; value: YamlValue }>) {
    this.value = value;
    this.#entries = entries;
  }

  /** Null if it is not there or empty. */
  get(name: string): YamlValue | null {
    this.#known.add(name);
    const value = this.#entries.get(name)?.value;
    return value === undefined || value.scalar() === null ? null : value;
  }

  require(name: string): YamlValue | null {
    const value = this.get(name);
    if (value === null) this.value.report(`${name} is missing.`);
    return value;
  }

  text(name: string, instead = ''): string {
    return this.get(name)?.text()?.trim() ?? instead;
  }

  requiredText(name: string): string {
    const text = this.require(name)?.text()?.trim();
    if (text === '') this.value.report(`${name} is empty.`);
    return text ?? '';
  }

  number(name: string, instead: number, { min, max }: { min: number; max: number }): number {
    const value = this.get(name);
    const number = value?.number() ?? instead;
    if (number >= min && number <= max) return number;
    value?.report(`${name} is a number from ${min} to ${max}.`);
    return instead;
  }

  flag(name: string): boolean {
    const value = this.get(name);
    const flag = value?.scalar() ?? false;
    if (typeof flag === 'boolean') return flag;
    value?.report(`${name} is true or false.`);
    return false;
  }

  texts(name: string): string[] {
    return (this.get(name)?.list() ?? []).flatMap((item) => item.text() ?? []);
  }

  /** One of these words, or a problem that names the nearest. */
  word<T extends string>(name: string, words: readonly T[]): T | null {
    const value = this.get(name);
    const text = value?.text();
    if (text === undefined || text === null) return null;
    const word = words.find((one) => one === text);
    if (word !== undefined) return word;
    value?.report(`${name} is one of ${words.join(', ')}${suggest(text, words)}`);
    return null;
  }

  reportUnknown(): void {
    for (const [name, { place }] of this.#entries)
      if (!this.#known.has(name))
        this.value.file.report(place, `Unknown field ${name}${suggest(name, [...this.#known])}`);
  }
}

function isNode(given: unknown): given is Node {
  return typeof given === 'object' && given !== null && 'range' in given;
}

/** The end of a sentence, with the nearest of the words if it is near. */
export function suggest(text: string, words: readonly string[]): string {
  const [nearest] = words
    .map((word) => ({ word, distance: countEdits(text.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance }) => distance <= Math.max(2, word.length / 3))
    .toSorted((a, b) => a.distance - b.distance);
  return nearest ? `. Did you mean ${nearest.word}?` : '.';
}

/** The edit distance of Levenshtein, of the first 60 characters. */
function countEdits(a: string, b: string): number {
  const to = b.slice(0, 60);
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of a.slice(0, 60)) {
    const next = [(row[0] ?? 0) + 1];
    for (let at = 0; at < to.length; at += 1)
      next.push(
        Math.min(
          (row[at + 1] ?? 0) + 1,
          (next[at] ?? 0) + 1,
          (row[at] ?? 0) + (to[at] === letter ? 0 : 1),
        ),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}
