import type { ErrorCode } from '@debrief/contract';

export interface Issue {
  at: string;
  message: string;
}

/** A refusal that people read: `message` says what, where and what to do. The code gives status, title and exit code. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly code: ErrorCode;
  readonly issues: Issue[];
  /** On a conflict: the state that won. */
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
