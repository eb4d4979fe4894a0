import type { FileTarget, Target } from './definition.ts';
import { openFiles } from './files/file-source.ts';
import { CheckError, type Source } from './source.ts';

export interface Limits {
  /** Of each query. */
  timeoutMs: number;
  /** Rows of an answer. */
  rows: number;
  /** Of DuckDB's buffers, and of its process. */
  memoryMb: number;
  residentMb: number;
}

export const usualLimits: Limits = {
  timeoutMs: 300_000,
  rows: 200_000,
  memoryMb: 512,
  residentMb: 950,
};

export interface SourceOptions {
  /** What the paths of files start from. */
  folder: string;
  /** Files outside this folder are refused. A server must set it; null: none are. */
  root: string | null;
  /** URLs of databases by the names of their connections. */
  connections: ReadonlyMap<string, string>;
  limits?: Partial<Limits>;
}

/**
 * Opens a dataset. `others` are files that queries can join by these names. Close it at the end.
 * Errors: `CheckError`.
 */
export async function openSource(
  target: Target,
  options: SourceOptions,
  others: Record<string, FileTarget> = {},
): Promise<Source> {
  const limits = { ...usualLimits, ...options.limits };
  if (target.kind === 'files')
    return openFiles(target, { folder: options.folder, root: options.root, limits, others });
  throw new CheckError('unsupported', `Tables are not supported: ${target.connection}.`);
}
