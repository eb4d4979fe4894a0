import { Link, useLocation } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { toProblem } from '../api.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';

/**
 * What went wrong, where, and what to do: all issues, and the request id of a fault of the server.
 * Renders nothing without an error.
 */
export function ProblemNote({ error, action }: { error: unknown; action?: ReactNode }) {
  if (error === null || error === undefined) return null;
  const problem = toProblem(error);
  // The title of a refusal is about every refusal; its detail says what happened here.
  const isSaid =
    problem.detail !== '' && ['not-signed-in', 'forbidden', 'too-many'].includes(problem.code);
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-md border border-danger bg-danger-wash px-3 py-2.5 text-sm"
    >
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-danger">{isSaid ? problem.detail : problem.title}</p>
        {!isSaid && problem.detail !== '' && problem.detail !== problem.title && (
          <p className="mt-0.5 wrap-anywhere text-ink">{problem.detail}</p>
        )}
        {problem.issues && problem.issues.length > 0 && (
          <ul className="mt-1 list-disc pl-4">
            {problem.issues.map((issue, index) => (
              <li key={index}>
                {issue.at !== '' && <code className="mr-1 font-mono text-xs">{issue.at}</code>}
                {issue.message}
              </li>
            ))}
          </ul>
        )}
        {problem.requestId && problem.status >= 500 && (
          <p className="mt-1.5 font-mono text-2xs text-ink-soft">Request {problem.requestId}</p>
        )}
        {action && <div className="mt-2 flex gap-2">{action}</div>}
      </div>
    </div>
  );
}

export function Alert({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex gap-2.5 rounded-md border border-danger bg-danger-wash px-3 py-2.5 text-sm">
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <p className="font-semibold text-danger">{title}</p>
        {children}
      </div>
    </div>
  );
}

/** The issue of one field, if the server named it; show it next to the field. */
export function findIssue(error: unknown, at: string): string | null {
  if (error === null || error === undefined) return null;
  return (
    toProblem(error).issues?.find((issue) => issue.at === at || issue.at.startsWith(`${at}.`))
      ?.message ?? null
  );
}

/** Shown instead of a screen that could not be loaded. */
export function ProblemPage({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = toProblem(error);
  const isStories = useLocation({ select: ({ pathname }) => pathname.startsWith('/stories') });
  if (problem.code === 'not-found') {
    return (
      <EmptyState
        isPage
        title="Not found"
        action={
          <Link
            to={isStories ? '/stories' : '/incidents'}
            className="touch font-medium text-accent underline underline-offset-2"
          >
            {isStories ? 'My stories' : 'All incidents'}
          </Link>
        }
      >
        {problem.detail}
      </EmptyState>
    );
  }
  return (
    <div className="mx-auto w-full max-w-160 px-4 py-10">
      <h1 className="mb-4 font-serif text-xl">Couldn't load this page</h1>
      <ProblemNote
        error={error}
        action={
          retry && (
            <Button small onClick={retry}>
              Try again
            </Button>
          )
        }
      />
    </div>
  );
}
