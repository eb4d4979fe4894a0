import type { z } from 'zod';
import { toProblem } from '../api.ts';
import { compareVersions, mergeFields, type FieldSet } from './merge-versions.ts';
import type { Version } from './writes.ts';

export interface Change<T> {
  verb: 'change';
  input: Version;
  base: T;
  guess: T;
}

interface OneObject {
  input: { id: string; version?: number };
}

export function listTouchedVersions({ input: { id, version = 0 } }: OneObject): readonly Version[] {
  return [{ id, version }];
}

export function setVersion<A extends { input: object }>(ask: A, version: number): A {
  return { ...ask, input: { ...ask.input, version } };
}

/** The fields that a change names, so that news in other fields is still shown. */
export function applyPatch<T extends object>(
  { along }: Pick<FieldSet<never, string>, 'along'>,
  item: T,
  { input, guess }: Pick<Change<T>, 'input' | 'guess'>,
): T {
  const { id: _id, version: _version, ...fields } = input;
  return mergeFields<T>({ along }, guess, item, Object.keys(fields));
}

/**
 * A change applied to a newer version: `same` needs no request, and null means that a person has to
 * decide.
 */
export function mergeChange<
  Fields extends object,
  Name extends string,
  T extends Fields,
  A extends Change<T>,
>(
  fields: FieldSet<Fields, Name>,
  ask: A & Change<T>,
  theirs: T,
  version: number,
): A | 'same' | null {
  const changed = { ...fields, names: fields.names.filter((name) => name in ask.input) };
  const { mine, both } = compareVersions<Fields, Name>(changed, ask.base, ask.guess, theirs);
  if (both.length > 0) return null;
  if (mine.length === 0) return 'same';
  const guess = applyPatch(fields, theirs, ask);
  return { ...ask, base: theirs, guess, input: { ...ask.input, version } };
}

/** The current object that the error of a conflict contains. */
export function findCurrent<T>(error: unknown, schema: z.ZodType<T>): T | undefined {
  const { code, current } = toProblem(error);
  return code === 'conflict' ? schema.safeParse(current).data : undefined;
}
