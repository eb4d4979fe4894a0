import { createContext, use } from 'react';
import { findIssue } from './problem.tsx';

/** Why the server refused the form around; its fields show the issues that bear their names. */
export const FormError = createContext<unknown>(null);

export function useIssue(name: string | undefined): string | null {
  const error = use(FormError);
  return name === undefined ? null : findIssue(error, name);
}
