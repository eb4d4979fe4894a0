import { LineCounter, parseDocument } from 'yaml';
import { QueryError } from './errors.ts';

/** A value of a YAML file. All scalars are texts, as they are in the file. */
export type Yaml = string | null | readonly Yaml[] | { readonly [name: string]: Yaml };

/** Reads one YAML document. Errors: `syntax` with the line. */
export function readYaml(text: string): Yaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines });
  const [problem] = document.errors;
  if (problem) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new QueryError(
      'syntax',
      `line ${line}, column ${col}: ${problem.message.split('\n')[0]}`,
    );
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return toYaml(value);
  } catch (error) {
    if (error instanceof QueryError) throw error;
    throw new QueryError('syntax', error instanceof Error ? error.message : 'unreadable YAML');
  }
}

function toYaml(value: unknown): Yaml {
  if (value === null || value === undefined || value === '~') return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(toYaml);
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([name, item]: [string, unknown]) => [name, toYaml(item)]),
    );
  throw new QueryError('syntax', 'an unknown kind of value');
}

/** The fields of a map. Errors: `syntax` for other values and for fields that are not `known`. */
export function fieldsIn(
  value: Yaml,
  where: string,
  known: ReadonlySet<string>,
): { readonly [name: string]: Yaml } {
  if (value === null || value === '') return {};
  if (typeof value === 'string' || isList(value))
    throw new QueryError('syntax', `${where}: expected fields`);
  const unknown = Object.keys(value).find((name) => !known.has(name));
  if (unknown !== undefined) throw new QueryError('syntax', `${where}: field ${unknown} not found`);
  return value;
}

function isList(value: Yaml): value is readonly Yaml[] {
  return Array.isArray(value);
}

export function listIn(value: Yaml | undefined, where: string): readonly Yaml[] {
  if (value === null || value === undefined || value === '') return [];
  if (!isList(value)) throw new QueryError('syntax', `${where}: expected a list`);
  return value;
}

export function textIn(value: Yaml | undefined, where: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') throw new QueryError('syntax', `${where}: expected a text`);
  return value;
}

export function textsIn(value: Yaml | undefined, where: string): Record<string, string> {
  if (value === null || value === undefined || value === '') return {};
  if (typeof value === 'string' || isList(value))
    throw new QueryError('syntax', `${where}: expected names and values`);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, textIn(item, `${where}.${name}`)]),
  );
}
