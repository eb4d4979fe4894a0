import { errorTable, type ErrorCode, type Problem, DomainError } from '@debrief/contract';
import { translateDatabaseError } from '@debrief/core/db';

/** Any error as problem details (RFC 9457). The text of unknown errors is never shown. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = translateDatabaseError(error);
  if (!(known instanceof DomainError)) {
    return describe(
      'unexpected',
      `Something went wrong. The server log has the details under request ${requestId}.`,
      requestId,
    );
  }
  return {
    ...describe(known.code, known.message, requestId),
    ...(known.issues.length > 0 && { issues: known.issues }),
    ...(known.current !== undefined && { current: known.current }),
  };
}

function describe(code: ErrorCode, detail: string, requestId: string): Problem {
  const { status, title } = errorTable[code];
  return { type: `/api/docs#problem-${code}`, code, title, status, detail, requestId };
}

export function isUnexpected(error: unknown): boolean {
  const known = translateDatabaseError(error);
  return (
    !(known instanceof DomainError) || known.code === 'storage-full' || known.code === 'unavailable'
  );
}

export function problemResponse(problem: Problem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}
