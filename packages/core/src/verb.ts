import type { z } from 'zod';
import type { Context } from './context.ts';
import { inTransaction } from './db/index.ts';
import { parse, type Parsable } from './parse.ts';

/**
 * A verb: parses its input, then runs in one transaction, in which it authorizes, changes and
 * records. Errors: `invalid` with all issues of the input, and those of `run`.
 */
export function verb<Schema extends z.ZodType, Answer>(
  schema: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Answer>,
): (ctx: Context, raw: Parsable<Schema>) => Promise<Answer> {
  return async (ctx, raw) => {
    const input = parse(schema, raw);
    return inTransaction(ctx, async (ctx) => run(ctx, input));
  };
}
