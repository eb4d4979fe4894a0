import { dirname, posix, relative } from 'node:path';
import type { RuleContext } from './ast.ts';

/** The file's path from the project's root, with forward slashes. */
export function getPlace(context: RuleContext): string {
  return relative(context.cwd, context.filename).replaceAll('\\', '/');
}

/** The target of a relative import, from the project's root. */
export function getTarget(from: string, specifier: string): string {
  return posix.normalize(posix.join(dirname(from).replaceAll('\\', '/'), specifier));
}

export function isTest(path: string): boolean {
  return (
    /(\.test|\.fixture)\.tsx?$|\/testing\//.test(path) ||
    /^(tools|bench|e2e|packages\/testkit|packages\/prose\/labelled)\//.test(path) ||
    /^[^/]*\.config\.ts$/.test(path)
  );
}

/** `core/src/evidence/…` → `evidence`; null for files that belong to no room. */
export function getRoom(path: string): string | null {
  return /^packages\/core\/src\/([a-z-]+)\//.exec(path)?.[1] ?? null;
}

/** `packages/core/src/…` → `packages/core`. */
export function getWorkspace(path: string): string | null {
  return /^((?:packages|apps)\/[a-z-]+)\//.exec(path)?.[1] ?? null;
}
