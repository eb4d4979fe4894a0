import type { Problem } from './problem.ts';

/** Every error of Debrief, with its HTTP status, title and CLI exit code. */
export const errorTable = {
  invalid: { status: 422, title: 'Invalid input', exit: 65 },
  'bad-file': { status: 422, title: "Can't read this file", exit: 65 },
  'not-signed-in': { status: 401, title: 'Not signed in', exit: 77 },
  forbidden: { status: 403, title: 'Not allowed', exit: 77 },
  'not-found': { status: 404, title: 'Not found', exit: 66 },
  conflict: { status: 409, title: 'Conflict', exit: 75 },
  'too-large': { status: 413, title: 'Request too large', exit: 65 },
  'too-many': { status: 429, title: 'Too many attempts', exit: 75 },
  'in-use': { status: 409, title: 'Data folder in use', exit: 75 },
  'storage-full': { status: 507, title: 'Disk full', exit: 74 },
  unavailable: { status: 503, title: 'Temporarily unavailable', exit: 69 },
  unsupported: { status: 503, title: 'Database not supported', exit: 69 },
  unexpected: { status: 500, title: 'Something went wrong', exit: 70 },
} as const satisfies Record<string, { status: number; title: string; exit: number }>;

export type ErrorCode = keyof typeof errorTable;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorTable, code);
}

/**
 * Whether a response is one of Debrief's problems. Without the schema, which a client would load only for
 * this.
 */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    isErrorCode(value.code) &&
    'status' in value &&
    typeof value.status === 'number' &&
    'title' in value &&
    typeof value.title === 'string' &&
    'detail' in value &&
    typeof value.detail === 'string'
  );
}

export interface Issue {
  at: string;
  message: string;
}

/**
 * An error for people: `message` says what happened, where, and what to do. The code determines
 * status, title and exit code.
 */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: ErrorCode;
  readonly issues: Issue[];
  /** On a conflict: the current state. */
  readonly current: unknown;

  constructor(
    code: ErrorCode,
    message: string,
    more: { issues?: Issue[]; current?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.code = code;
    this.issues = more.issues ?? [];
    this.current = more.current;
  }
}
