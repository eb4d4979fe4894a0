import { LineCounter, parseAllDocuments, type Document } from 'yaml';
import type { Check, DataSafeguard } from './definition.ts';
import { readCheck } from './read-check.ts';
import { readTarget } from './read-target.ts';
import { YamlBomb, YamlFile, YamlValue, type Problem, type YamlFields } from './yaml-fields.ts';

export interface ReadFile {
  safeguards: DataSafeguard[];
  /** All of them at once. With one of them, the file is not used. */
  problems: Problem[];
}

const maxCharacters = 1_000_000;
/** The parser calls itself for each level: deeper texts are refused before it sees them. */
const maxBrackets = 200;
const maxIndent = 400;
const maxDocuments = 1_000;

/** Reads a file of data checks; several documents are separated by `---`. */
export function readCheckFile(name: string, text: string): ReadFile {
  const { items, problems } = readDocuments(name, text, readSafeguard, reportSameIds);
  return { safeguards: items, problems };
}

/** Reads a file of YAML documents with one reader, and `finish` looks at all that were read. */
export function readDocuments<T>(
  name: string,
  text: string,
  read: (file: YamlFile, value: YamlValue) => T[],
  finish: (file: YamlFile, items: readonly T[]) => void = () => {},
): { items: T[]; problems: Problem[] } {
  const lines = new LineCounter();
  const file = new YamlFile(name, lines);
  const start = { file: name, line: 1, column: 1 };
  const items: T[] = [];
  const bomb = findBomb(text);
  if (bomb !== null) return { items, problems: [{ place: start, message: bomb }] };
  try {
    const documents = parseAllDocuments(text, {
      lineCounter: lines,
      prettyErrors: false,
      // The parser compares each key with all others: fields() finds those that are there twice.
      uniqueKeys: false,
    });
    const found = 'empty' in documents ? [] : documents;
    if (found.length === 0) file.report(start, 'The file has no documents.');
    for (const document of found) {
      for (const { pos, message } of [...document.errors, ...document.warnings])
        file.report(file.findPlace(pos[0]), message);
      if (document.errors.length === 0 && document.contents !== null)
        items.push(...read(file, toValue(file, document)));
    }
    finish(file, items);
  } catch (error) {
    if (!(error instanceof YamlBomb) && !(error instanceof RangeError)) throw error;
    file.report(start, error instanceof YamlBomb ? error.message : 'Values are nested too deep.');
  }
  return { items, problems: file.problems };
}

function findBomb(text: string): string | null {
  if (text.length > maxCharacters) return 'The file is longer than a million characters.';
  if ((text.match(/^---/gm) ?? []).length > maxDocuments)
    return `The file has more than ${maxDocuments.toLocaleString('en')} documents.`;
  let depth = 0;
  for (const letter of text) {
    if (letter === '[' || letter === '{') depth += 1;
    if (letter === ']' || letter === '}') depth -= 1;
    if (depth > maxBrackets) return 'Values are nested too deep.';
  }
  const [nested] =
    new RegExp(`^(?: {${maxIndent}}|(?:[-?] ){${maxBrackets}})`, 'm').exec(text) ?? [];
  return nested === undefined ? null : 'Values are nested too deep.';
}

const toValue = (file: YamlFile, document: Document) =>
  new YamlValue(file, document, document.contents, file.findPlace(document.range?.[0] ?? 0), 0);

function readSafeguard(file: YamlFile, value: YamlValue): DataSafeguard[] {
  const fields = value.fields();
  if (!fields) return [];
  const before = file.problems.length;
  fields.require('apiVersion');
  fields.word('apiVersion', ['debrief/v1']);
  fields.require('kind');
  fields.word('kind', ['Safeguard']);
  const metadata = fields.require('metadata')?.fields();
  const id = metadata?.requiredText('id') ?? '';
  const about = {
    id,
    name: metadata?.text('name', id) ?? '',
    owner: metadata?.text('owner') ?? '',
    incident: metadata?.text('incident') ?? '',
  };
  metadata?.reportUnknown();
  const target = readTarget(fields.require('target')?.fields());
  const checks = readChecks(fields);
  fields.reportUnknown();
  if (target === null || file.problems.length > before) return [];
  return [{ ...about, target, checks, place: value.place }];
}

export function readChecks(fields: YamlFields): Check[] {
  const own = fields.get('check');
  const list = fields.get('checks');
  if ((own === null) === (list === null)) {
    fields.value.report('Write one check under check, or a list under checks.');
    return [];
  }
  const checks = (own ? [own] : (list?.list() ?? [])).flatMap((value) => readCheck(value) ?? []);
  const seen = new Set<string>();
  for (const { id, place } of checks) {
    if (seen.has(id))
      fields.value.file.report(place, `Another check has the id ${id}. Give this one its own id.`);
    seen.add(id);
  }
  return checks;
}

function reportSameIds(file: YamlFile, safeguards: readonly DataSafeguard[]): void {
  const seen = new Set<string>();
  for (const { id, place } of safeguards) {
    if (seen.has(id)) file.report(place, `Another safeguard has the id ${id}.`);
    seen.add(id);
  }
}
