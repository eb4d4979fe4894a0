import { DomainError } from '@debrief/contract';
import { expect } from 'vitest';

/** Creates this many, one after another. */
export function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/**
 * How many of these concurrent attempts succeeded; the others must have failed with one of the
 * codes.
 */
export async function countFulfilled(
  codes: string,
  attempts: readonly Promise<unknown>[],
): Promise<number> {
  const settled = await Promise.allSettled(attempts);
  const refused = settled.flatMap((one) =>
    one.status === 'rejected' ? [getCode(one.reason)] : [],
  );
  for (const code of refused) expect(codes.split(' ')).toContain(code);
  return settled.length - refused.length;
}

function getCode(error: unknown): string {
  return error instanceof DomainError ? error.code : String(error);
}
