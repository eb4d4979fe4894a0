import { ClientProblem } from '@debrief/client';
import { errorTable, type ErrorCode, type Problem } from '@debrief/contract';

interface Issue {
  at: string;
  message: string;
}

export class CliError extends Error {
  override name = 'Refusal';
  readonly code: ErrorCode;
  readonly issues: Issue[];
  constructor(code: ErrorCode, message: string, issues: Issue[] = []) {
    super(message);
    this.code = code;
    this.issues = issues;
  }
}

export class UsageError extends CliError {
  override name = 'Misuse';
  constructor(message: string) {
    super('invalid', message);
  }
}

/** Ends with this exit code after all output is written. */
export class Exit extends Error {
  override name = 'Exit';
  readonly exitCode: number;
  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** sysexits(3) EX_USAGE: the command line was wrong. */
export const USAGE = 64;

/**
 * Any error as the problem that an API would return. The text of an unknown error is kept: it is
 * the user's own machine.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof ClientProblem) return error.problem;
  if (isDomainError(error)) return problem(error.code, error.message, error.issues);
  if (isSystemError(error)) return problem(toErrorCode(error.code), systemMessage(error));
  return problem('unexpected', error instanceof Error ? error.message : String(error));
}

function problem(code: ErrorCode, detail: string, issues: Issue[] = []): Problem {
  const { status, title } = errorTable[code];
  return {
    type: `about:blank#${code}`,
    code,
    title,
    status,
    detail,
    ...(issues.length > 0 && { issues }),
  };
}

/**
 * Core's errors cross the package boundary as plain errors: they are recognized by their shape, not
 * their class.
 */
function isDomainError(error: unknown): error is Error & { code: ErrorCode; issues: Issue[] } {
  return (
    error instanceof Error &&
    'issues' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in errorTable
  );
}

function isSystemError(error: unknown): error is Error & { code: string; path?: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'syscall' in error
  );
}

const systemCodes: Record<string, ErrorCode> = {
  ENOENT: 'not-found',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  ENOSPC: 'storage-full',
  EISDIR: 'bad-file',
};
const systemWords: Record<string, string> = {
  ENOENT: 'No such file or folder',
  EACCES: 'Permission denied',
  EPERM: 'Permission denied',
  ENOSPC: 'Disk full',
  EISDIR: 'This is a folder, but a file is needed',
};

function toErrorCode(code: string): ErrorCode {
  return systemCodes[code] ?? 'unexpected';
}

function systemMessage(error: Error & { code: string; path?: string }): string {
  const words = systemWords[error.code];
  return words ? `${words}${error.path ? `: ${error.path}` : ''}` : error.message;
}

export function formatProblem(problem: Problem): string {
  const issues = (problem.issues ?? []).map(
    (issue) => `  ${issue.at ? `${issue.at}: ` : ''}${issue.message}\n`,
  );
  const request =
    problem.code === 'unexpected' && problem.requestId ? `  request ${problem.requestId}\n` : '';
  return `debrief: ${problem.detail || problem.title}\n${issues.join('')}${request}`;
}
