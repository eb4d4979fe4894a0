import { z } from 'zod';
import { DomainError } from '@debrief/contract';

/** The input of a verb: as sent by a client, or as `parse` returned it. */
export type Parsable<T extends z.ZodType> = z.input<T> | z.output<T>;

const parsedBy = new WeakMap<object, z.ZodType>();

/**
 * Parses an input with a schema. A value that the schema (or an extension of it) has produced is
 * returned unchanged. Errors: `invalid` with all issues, each with its path.
 */
export function parse<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  if (wasParsed(schema, raw)) return raw;
  const result = schema.safeParse(raw);
  if (result.success) {
    if (typeof result.data === 'object' && result.data !== null) parsedBy.set(result.data, schema);
    return result.data;
  }
  const issues = result.error.issues.map((issue) => ({
    at: issue.path.join('.'),
    message: issue.message,
  }));
  const texts = issues.map(({ at, message }) => (at ? `${at}: ${message}` : message));
  throw new DomainError('invalid', texts.join('; '), { issues });
}

function wasParsed<T extends z.ZodType>(schema: T, raw: unknown): raw is z.output<T> {
  const by = typeof raw === 'object' && raw !== null ? parsedBy.get(raw) : undefined;
  return by !== undefined && (by === schema || extendsSchema(by, schema));
}

/** Whether a schema has all fields of another one that checks nothing except its fields. */
function extendsSchema(extension: z.ZodType, base: z.ZodType): boolean {
  return (
    extension instanceof z.ZodObject &&
    base instanceof z.ZodObject &&
    !base.def.checks?.length &&
    base.def.catchall === undefined &&
    Object.entries(base.shape).every(([name, field]) => extension.shape[name] === field)
  );
}
