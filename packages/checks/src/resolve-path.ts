import { isAbsolute, relative, resolve } from 'node:path';
import { CheckError } from './source.ts';

export interface PathOptions {
  /** What paths start from. */
  folder: string;
  /** Paths outside this folder are refused. A server must set it; null: none are. */
  root: string | null;
}

/** Errors: `invalid` outside of the root. */
export function resolvePath(path: string, { folder, root }: PathOptions): string {
  const full = resolve(folder, path);
  const inRoot = root === null ? '' : relative(root, full);
  if (!inRoot.startsWith('..') && !isAbsolute(inRoot)) return full;
  throw new CheckError('invalid', `${path} is outside of the folder of the checks.`);
}
