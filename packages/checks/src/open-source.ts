import type { FileTarget, Target } from './definition.ts';
import { openFiles } from './files/file-source.ts';
import type { PathOptions } from './resolve-path.ts';
import { CheckError, type Source } from './source.ts';
import { openSqlite } from './tables/sqlite.ts';
import { TableSource, type Session } from './tables/table-source.ts';

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

export interface SourceOptions extends PathOptions {
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
  const url = options.connections.get(target.connection);
  if (url === undefined)
    throw new CheckError(
      'invalid',
      `Connection ${target.connection} not found. Set its URL: --connection ${target.connection}=URL.`,
    );
  return new TableSource(await openSession(target.connection, url, limits), target, limits);
}

/** Drivers are loaded when they are needed. */
async function openSession(connection: string, url: string, limits: Limits): Promise<Session> {
  const scheme = /^(\w+):/.exec(url)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { openPostgres } = await import('./tables/postgres.ts');
    return openPostgres(connection, url, limits.timeoutMs);
  }
  if (scheme === 'mysql' || scheme === 'mariadb') {
    const { openMysql } = await import('./tables/mysql.ts');
    return openMysql(connection, url.replace(/^mariadb:/i, 'mysql:'), limits.timeoutMs);
  }
  if (scheme === 'sqlite') return openSqlite(url, limits);
  throw new CheckError(
    'unsupported',
    `The URL of the connection ${connection} must start with postgres:, mysql: or sqlite:.`,
  );
}
