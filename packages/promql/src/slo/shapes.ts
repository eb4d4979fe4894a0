export type Json = string | number | boolean | null | readonly Json[] | Fields;

export interface Fields {
  readonly [name: string]: Json | undefined;
}

export type Path = readonly (string | number)[];

/**
 * `unreadable`: a field or type that the format does not have. `invalid`: the validator of OpenSLO
 * refuses it. `reference`: the object that it names is not there. `unsupported`: no verdict.
 */
export type ProblemKind = 'unreadable' | 'invalid' | 'reference' | 'unsupported';

export type Report = (kind: ProblemKind, path: Path, message: string) => void;

export type Shape =
  | { is: 'text'; most?: number; among?: readonly string[]; like?: RegExp; expected?: string }
  | { is: 'number'; fits?: (value: number) => boolean; expected?: string }
  | { is: 'flag' | 'any' }
  | { is: 'list'; of: Shape; least?: number; most?: number }
  | FieldShape;

export interface FieldShape {
  is: 'fields';
  fields: Readonly<Record<string, Shape>>;
  needs?: readonly string[];
  /** Rules between fields; `say` takes the path below these fields. */
  check?: (fields: Fields, say: (path: Path, message: string) => void) => void;
}

export function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An empty value is none, as in the SDK of OpenSLO. */
export function isSet(value: Json | undefined): value is Exclude<Json, null> {
  return value !== undefined && value !== null && value !== '';
}

export function valueIn(value: Json | undefined, ...path: Path): Json | undefined {
  return path.reduce<Json | undefined>((found, name) => {
    if (typeof name === 'number') return isList(found) ? found[name] : undefined;
    return isFields(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }, value);
}

export function listIn(value: Json | undefined, ...path: Path): readonly Json[] {
  const found = valueIn(value, ...path);
  return isList(found) ? found : [];
}

export function textIn(value: Json | undefined, ...path: Path): string {
  const found = valueIn(value, ...path);
  return typeof found === 'string' ? found : '';
}

export function numberIn(value: Json | undefined, ...path: Path): number | null {
  const found = valueIn(value, ...path);
  return typeof found === 'number' ? found : null;
}

/** Reports where a value does not have its shape. */
export function checkShape(
  shape: Shape,
  value: Json | undefined,
  path: Path,
  report: Report,
): void {
  if (value === undefined || value === null) return;
  const wrongType = (expected: string) => {
    report('unreadable', path, `expected ${expected}`);
  };
  const invalid = (message: string) => {
    report('invalid', path, message);
  };
  switch (shape.is) {
    case 'any':
      return;
    case 'flag':
      if (typeof value !== 'boolean') wrongType('true or false');
      return;
    case 'number':
      if (typeof value !== 'number') wrongType('a number');
      else if (shape.fits && !shape.fits(value)) invalid(`expected ${shape.expected ?? ''}`);
      return;
    case 'text':
      if (typeof value !== 'string') wrongType('a text');
      else if (value === '') return;
      else if (shape.among && !shape.among.includes(value))
        invalid(`"${value}" is not one of ${shape.among.join(', ')}`);
      else if (shape.like && !shape.like.test(value))
        invalid(`"${value}" is not ${shape.expected ?? 'as expected'}`);
      else if (value.length > (shape.most ?? Infinity))
        invalid(`longer than ${shape.most} characters`);
      return;
    case 'list': {
      if (!isList(value)) {
        wrongType('a list');
        return;
      }
      value.forEach((item, index) => {
        checkShape(shape.of, item, [...path, index], report);
      });
      return;
    }
    case 'fields':
      if (isFields(value)) checkFields(shape, value, path, report);
      else wrongType('fields');
  }
}

function checkFields(shape: FieldShape, value: Fields, path: Path, report: Report): void {
  for (const [name, item] of Object.entries(value)) {
    const known = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (known) checkShape(known, item, [...path, name], report);
    else report('unreadable', [...path, name], `unknown field "${name}"`);
  }
  for (const name of shape.needs ?? [])
    if (!isSet(valueIn(value, name))) report('invalid', [...path, name], `"${name}" is missing`);
  for (const [name, field] of Object.entries(shape.fields))
    if (field.is === 'list')
      checkLength(field, listIn(value, name).length, [...path, name], report);
  shape.check?.(value, (below, message) => {
    report('invalid', [...path, ...below], message);
  });
}

/** A list that is not there has no items. */
function checkLength(
  { least = 0, most = Infinity }: { least?: number; most?: number },
  count: number,
  path: Path,
  report: Report,
): void {
  if (count >= least && count <= most) return;
  const expected =
    least === most ? `exactly ${least}` : count < least ? `at least ${least}` : `at most ${most}`;
  report('invalid', path, `has ${count} items; expected ${expected}`);
}
