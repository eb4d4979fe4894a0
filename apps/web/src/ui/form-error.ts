import { createContext, use } from 'react';
import { findIssue } from './problem.tsx';

/** The server's error for the surrounding form; its fields show the issues with their names. */
export const FormError = createContext<unknown>(null);

export function useIssue(name: string | undefined): string | null {
  const error = use(FormError);
  return name === undefined ? null : findIssue(error, name);
}
