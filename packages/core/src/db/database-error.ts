import { DomainError } from '@debrief/contract';

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08006',
  '53300',
]);
const full = new Set(['ENOSPC', '53100']);
/** A page or an index that can't be read. */
const damaged = new Set(['XX001', 'XX002']);
const deadlock = '40P01';
/** A NUL character in text or JSON, and a number or time outside the database's range. */
const unstorable = new Map([
  [
    '22021',
    "The text contains a NUL character, which can't be stored. Remove it, then send it again.",
  ],
  [
    '22P05',
    "The text contains a NUL character, which can't be stored. Remove it, then send it again.",
  ],
  ['22003', 'A number is too large to store. Correct it, then send it again.'],
  ['22P02', 'A value is not in the form that its field needs. Correct it, then send it again.'],
  ['22007', 'A time is outside the years that Debrief can store. Correct it, then send it again.'],
  ['22008', 'A time is outside the years that Debrief can store. Correct it, then send it again.'],
]);

function readErrorCode(error: unknown): string | null {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : null;
}

function readConstraint(error: unknown): string {
  return typeof error === 'object' &&
    error !== null &&
    'constraint' in error &&
    typeof error.constraint === 'string'
    ? error.constraint
    : '';
}

/** The violated unique constraint or index; null for any other error. */
export function findViolatedConstraint(error: unknown): string | null {
  if (readErrorCode(error) !== '23505' || typeof error !== 'object' || error === null) return null;
  return 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : 'unique';
}

/** Whether the database ended this transaction because it and another one waited for each other. */
export function isDeadlock(error: unknown): boolean {
  return error instanceof DomainError && readErrorCode(error.cause) === deadlock;
}

/**
 * Converts the error of a database that is unavailable or full, or cannot store a value, into one
 * that says what to do. Returns any other error unchanged.
 */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  const code = readErrorCode(error);
  const message = error instanceof Error ? error.message : '';
  if (
    (code !== null && full.has(code)) ||
    /no space left on device|could not (extend|write)/i.test(message)
  ) {
    return new DomainError(
      'storage-full',
      "The database's disk is full. Nothing was saved. Free some space, then try again.",
      {
        cause: error,
      },
    );
  }
  if (
    (code !== null && unreachable.has(code)) ||
    /Connection terminated|timeout exceeded when trying to connect/i.test(message)
  ) {
    return new DomainError(
      'unavailable',
      "Can't reach the database. Check that it's running, then try again.",
      { cause: error },
    );
  }
  if (code !== null && damaged.has(code))
    return new DomainError('unavailable', 'The database is damaged. Restore a backup.', {
      cause: error,
    });
  if (code === deadlock || code === '40001') {
    return new DomainError(
      'conflict',
      'Someone else changed the same thing at the same moment. Try again.',
      { cause: error },
    );
  }
  if (code === '23503' && /_incident_id_fkey"?$/.test(readConstraint(error)))
    return new DomainError('not-found', 'This incident was deleted while you were editing.', {
      cause: error,
    });
  const problem = code === null ? undefined : unstorable.get(code);
  return problem === undefined ? error : new DomainError('invalid', problem, { cause: error });
}
