import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { toProblem } from '../api.ts';
import { Button } from './button.tsx';
import { describePath } from './describe-path.ts';
import { EmptyState } from './empty-state.tsx';

interface ProblemNoteProps {
  error: unknown;
  action?: ReactNode;
  /** Names of fields that show their issues themselves. */
  fields?: readonly string[];
}

/**
 * What went wrong, where, and what to do: all issues, and the request id of a fault of the server.
 * Renders nothing without an error.
 */
export function ProblemNote({ error, action, fields = [] }: ProblemNoteProps) {
  if (error === null || error === undefined) return null;
  const problem = toProblem(error);
  // The title of a refusal is about every refusal; its detail says what happened here.
  const isSaid =
    problem.detail !== '' && ['not-signed-in', 'forbidden', 'too-many'].includes(problem.code);
  const { issues = [] } = problem;
  const others = issues.filter(({ at }) => !fields.some((name) => isAbout(at, name)));
  if (issues.length > 0 && others.length === 0)
    return (
      <p role="alert" className="text-sm font-medium text-danger">
        {issues.length === 1 ? 'Check the marked field.' : 'Check the marked fields.'}
      </p>
    );
  return (
    <div
      role="alert"
      className="flex gap-2.5 rounded-md border border-danger bg-danger-wash px-3 py-2.5 text-sm"
    >
      <CircleAlert size={16} className="mt-0.5 shrink-0 text-danger" />
      <div className="min-w-0 flex-1">
        <p className="font-semibold text-danger">{isSaid ? problem.detail : problem.title}</p>
        {others.length === 0 && !isSaid && !['', problem.title].includes(problem.detail) && (
          <p className="mt-0.5 wrap-anywhere text-ink">{problem.detail}</p>
        )}
        {others.length > 0 && (
          <ul className={others.length > 1 ? 'mt-1 list-disc pl-4' : 'mt-0.5'}>
            {others.map(({ at, message }, index) => (
              <li key={index} className="wrap-anywhere">
                {at === '' ? message : `${describePath(at)}: ${message}`}
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

interface ReadProblemProps {
  error: unknown;
  /** For what is not read by a query. */
  onRetry?: () => void;
}

/**
 * Why something could not be read. _Try again_ reads all of the page that failed; a refusal would
 * only be repeated.
 */
export function ReadProblem({ error, onRetry }: ReadProblemProps) {
  const queryClient = useQueryClient();
  if (error === null || error === undefined) return null;
  const { status } = toProblem(error);
  const retry =
    onRetry ??
    (() =>
      void queryClient.refetchQueries({
        type: 'active',
        predicate: ({ state }) => state.status === 'error',
      }));
  return (
    <ProblemNote
      error={error}
      action={
        (status < 400 || status === 429 || status >= 500) && (
          <Button small onClick={retry}>
            Try again
          </Button>
        )
      }
    />
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

const isAbout = (at: string, name: string): boolean => at === name || at.startsWith(`${name}.`);

/** The issue of one field, if the server named it; show it next to the field. */
export function findIssue(error: unknown, name: string): string | null {
  if (error === null || error === undefined) return null;
  return toProblem(error).issues?.find(({ at }) => isAbout(at, name))?.message ?? null;
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
