import type { z } from 'zod';
import { DomainError } from './errors.ts';

/** Reads an input by its schema. Errors: `invalid` with all issues, each with its place. */
export function parse<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({
    at: issue.path.join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  const where = first?.at ? `${first.at}: ` : '';
  throw new DomainError(
    'invalid',
    issues.length === 1
      ? `${where}${first?.message ?? ''}`
      : `${issues.length} things are not valid; the first: ${where}${first?.message ?? ''}`,
    { issues },
  );
}
