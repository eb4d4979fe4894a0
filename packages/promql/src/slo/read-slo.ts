import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
} from 'yaml';
import { checkObjectives, openSlo } from './openslo.ts';
import { openSloAlpha } from './openslo-alpha.ts';
import { resolveReferences, type SloObject } from './resolve-references.ts';
import {
  checkShape,
  isFields,
  isList,
  textIn,
  valueIn,
  type Fields,
  type Json,
  type Path,
  type ProblemKind,
  type Report,
} from './shapes.ts';
import { toSlo, type Slo } from './slo.ts';

export interface SloProblem {
  kind: ProblemKind;
  file: string;
  line: number;
  /** The object, such as `SLO web-availability`; empty if the file can't be read. */
  object: string;
  /** Such as `spec.objectives[0].op`. */
  path: string;
  message: string;
}

export interface SloFiles {
  /** All that could be read, in the order of the files. */
  objects: SloObject[];
  /** Objects with what they name in its place. */
  resolved: Fields[];
  /** Those without a problem. */
  slos: Slo[];
  problems: SloProblem[];
}

/** More text is a mistake, or an attempt to fill the memory. */
const mostCharacters = 5_000_000;

/** Reads SLOs from one file; see `readSloFiles`. */
export function readSlo(file: string, text: string): SloFiles {
  return readSloFiles([{ name: file, text }]);
}

/**
 * Reads objects of OpenSLO v1 and v1alpha: YAML or JSON, one object, a list or several documents.
 * References are resolved in all files. What is wrong is a problem with its line, never an error.
 */
export function readSloFiles(files: readonly { name: string; text: string }[]): SloFiles {
  const problems: SloProblem[] = [];
  const read = files.flatMap(({ name, text }) => readObjects(name, text, problems));
  const objects = read.map(({ object }) => object);
  const find = (kind: string, name: string) =>
    objects.filter((one) => one.version === 'openslo/v1' && one.kind === kind && one.name === name);
  const slos: Slo[] = [];
  const resolved = read.map(({ object, report, isValid }) => {
    const value = resolveReferences(object, find, report);
    if (object.kind !== 'SLO') return value;
    const spec = valueIn(value, 'spec');
    if (object.version === 'openslo/v1' && isFields(spec))
      checkObjectives(spec, (path, message) => {
        report('invalid', ['spec', ...path], message);
      });
    if (isValid()) slos.push(toSlo(object, value, find));
    return value;
  });
  problems.sort((one, other) => {
    if (one.file !== other.file) return 0;
    return one.line - other.line;
  });
  return { objects, resolved, slos, problems };
}

interface ReadObject {
  object: SloObject;
  report: Report;
  isValid: () => boolean;
}

function readObjects(file: string, text: string, problems: SloProblem[]): ReadObject[] {
  const refuse = (line: number, message: string): ReadObject[] => {
    problems.push({ kind: 'unreadable', file, line, object: '', path: '', message });
    return [];
  };
  if (text.length > mostCharacters) return refuse(1, 'the file is longer than 5 MB');
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, intAsBigInt: false });
  if (!Array.isArray(documents) || documents.length === 0) return refuse(1, 'the file is empty');
  const before = problems.length;
  const found = documents.flatMap((document): ReadObject[] => {
    const lineAt = (path: Path) => lines.linePos(findOffset(document, path)).line;
    const [problem] = document.errors;
    if (problem) {
      const { line } = lines.linePos(problem.pos[0]);
      return refuse(line, problem.message.split('\n')[0] ?? 'unreadable YAML');
    }
    let value: Json;
    try {
      value = document.toJS({ maxAliasCount: 100 }) as Json;
    } catch (error) {
      return refuse(lineAt([]), error instanceof Error ? error.message : 'unreadable YAML');
    }
    if (value === null) return [];
    if (!isList(value)) return [readObject(file, value, [], lineAt, problems)].flat();
    return value.flatMap((one, index) => readObject(file, one, [index], lineAt, problems));
  });
  if (found.length === 0 && problems.length === before)
    return refuse(1, 'there is no object in it');
  return found;
}

const versions: Readonly<
  Record<string, Readonly<Record<string, Parameters<typeof checkShape>[0]>>>
> = {
  'openslo/v1': openSlo,
  'openslo/v1alpha': openSloAlpha,
};

const laterVersion = 'openslo.com/v2alpha';

function readObject(
  file: string,
  value: Json,
  at: Path,
  lineAt: (path: Path) => number,
  problems: SloProblem[],
): ReadObject[] {
  const [version, kind] = [textIn(value, 'apiVersion'), textIn(value, 'kind')];
  const name = textIn(value, 'metadata', 'name');
  let count = 0;
  const report: Report = (problem, path, message) => {
    count += 1;
    problems.push({
      kind: problem,
      file,
      line: lineAt([...at, ...path]),
      object: `${kind} ${name}`.trim(),
      path: pathText(path),
      message,
    });
  };
  if (!isFields(value)) report('unreadable', [], 'expected an object with apiVersion and kind');
  else if (version === laterVersion)
    report('unsupported', ['apiVersion'], `${laterVersion} is not supported; openslo/v1 is`);
  else {
    const kinds = Object.hasOwn(versions, version) ? versions[version] : undefined;
    const shape = kinds && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (!kinds) report('unreadable', ['apiVersion'], `unknown apiVersion "${version}"`);
    else if (!shape) report('unreadable', ['kind'], `unknown kind "${kind}" of ${version}`);
    else checkShape(shape, value, [], report);
    const object = { file, line: lineAt(at), version, kind, name, value };
    return shape ? [{ object, report, isValid: () => count === 0 }] : [];
  }
  return [];
}

/** The position of a value, or of the nearest one around it that is there. */
function findOffset(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startIn(node) ?? document.range[0];
  for (const name of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => isScalar(key) && String(key.value) === String(name),
      );
      if (!pair) break;
      offset = startIn(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof name === 'number') {
      node = node.items[name];
      offset = startIn(node) ?? offset;
    } else break;
  }
  return offset;
}

function startIn(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function pathText(path: Path): string {
  return path
    .map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`))
    .join('')
    .replace(/^\./, '');
}
