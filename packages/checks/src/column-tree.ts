import type { SourceColumn } from './source.ts';

/** A column or a field in it, such as `address.zip` or `items[].sku`. */
export interface ColumnPath {
  path: string;
  type: string;
}

/** All columns with their fields. Fields of lists have `[]` in their path. */
export function listPaths(columns: readonly SourceColumn[]): ColumnPath[] {
  return columns.flatMap(({ name, type }) => unfold(name, type));
}

function unfold(path: string, type: string): ColumnPath[] {
  const own = { path, type };
  if (type.endsWith(']')) {
    const item = unfold(`${path}[]`, type.slice(0, type.lastIndexOf('[')));
    return [own, ...item.slice(1)];
  }
  if (!/^STRUCT\(/i.test(type)) return [own];
  return [
    own,
    ...splitFields(type.slice(7, -1)).flatMap((field) => {
      const [name, fieldType] = splitField(field);
      return unfold(`${path}.${name}`, fieldType);
    }),
  ];
}

/** At commas outside parentheses and quotes. */
function splitFields(text: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if (letter === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter !== ',' || depth > 0) continue;
    fields.push(text.slice(start, index).trim());
    start = index + 1;
  }
  return [...fields, text.slice(start).trim()].filter((field) => field !== '');
}

function splitField(field: string): [name: string, type: string] {
  const [, quoted, bare, type = ''] = /^(?:"((?:[^"]|"")*)"|(\S+))\s+([\s\S]*)$/.exec(field) ?? [];
  return [quoted?.replaceAll('""', '"') ?? bare ?? field, type];
}

const logical: [pattern: RegExp, type: string][] = [
  [/\[\d*\]$|^array|^_/i, 'array'],
  [/^(?:struct|map|row|record|jsonb?)\b/i, 'object'],
  [/^u?(?:tiny|small|medium|big|huge)?int(?:eger|\d)?\b/i, 'integer'],
  [/^(?:decimal|numeric|number|double|float|real)/i, 'number'],
  [/^bool/i, 'boolean'],
  [/^date$/i, 'date'],
  [/^(?:timestamp|datetime)/i, 'timestamp'],
  [
    /^(?:varchar|char|text|string|uuid|enum|citext|character|tinytext|mediumtext|longtext)/i,
    'string',
  ],
];

/** The logical type of ODCS; empty for others, such as a blob. */
export function findLogicalType(type: string): string {
  return logical.find(([pattern]) => pattern.test(type))?.[1] ?? '';
}
