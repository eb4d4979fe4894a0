import { findLogicalType, listPaths } from './column-tree.ts';
import type { ColumnContract } from './definition.ts';
import type { CheckPart } from './result.ts';
import type { SourceColumn } from './source.ts';

/** Compares columns with a contract: one part for each difference. */
export function compareSchema(
  columns: readonly SourceColumn[],
  contract: readonly ColumnContract[],
  exact: boolean,
): CheckPart[] {
  const paths = new Map(listPaths(columns).map(({ path, type }) => [path, type]));
  const parts = contract.flatMap(({ name, logicalType, physicalType }) => {
    const type = paths.get(name);
    if (type === undefined) return [part(name, `${name} is missing.`)];
    const found = findLogicalType(type);
    if (logicalType !== '' && !isLogical(found, logicalType))
      return [part(name, `${name} is ${type}, not ${logicalType}.`)];
    if (physicalType !== '' && normalize(physicalType) !== normalize(type))
      return [part(name, `${name} is ${type}, not ${physicalType}.`)];
    return [];
  });
  if (!exact) return parts;
  // A path in the contract also allows what contains it.
  const names = contract.map(({ name }) => name);
  const isKnown = (path: string) =>
    names.some(
      (name) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`),
    );
  const hasFields = (path: string) =>
    names.some((name) => name.startsWith(`${path}.`) || name.startsWith(`${path}[`));
  const isInside = (path: string) =>
    names.some(
      (name) => (path.startsWith(`${name}.`) || path.startsWith(`${name}[`)) && !hasFields(name),
    );
  const extra = [...paths.keys()].filter((path) => !isKnown(path) && !isInside(path));
  return [
    ...parts,
    ...extra.map((path) =>
      part(path, `${path} (${paths.get(path) ?? ''}) is not in the contract.`),
    ),
  ];
}

/** A whole number is a number, and a date is no timestamp. */
function isLogical(found: string, wanted: string): boolean {
  return found === wanted || (wanted === 'number' && found === 'integer');
}

const sameTypes: Record<string, string> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  text: 'varchar',
  string: 'varchar',
  'character varying': 'varchar',
  float8: 'double',
  'double precision': 'double',
  timestamptz: 'timestamp with time zone',
  'timestamp without time zone': 'timestamp',
  bool: 'boolean',
};

function normalize(type: string): string {
  const plain = type
    .toLowerCase()
    .replaceAll(/\s*([(),[\]])\s*/g, '$1')
    .replaceAll('"', '')
    .trim();
  return sameTypes[plain] ?? plain;
}

const part = (name: string, text: string): CheckPart => ({ name, verdict: 'halted', text });
