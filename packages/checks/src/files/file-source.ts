import { glob, stat } from 'node:fs/promises';
import type { FileTarget } from '../definition.ts';
import { resolvePath, type PathOptions } from '../resolve-path.ts';
import {
  CheckError,
  type QueryLimits,
  type Source,
  type SourceColumn,
  type SourceRow,
} from '../source.ts';
import { quoteText } from '../sql.ts';
import { CsvTypes, readAsText, readCsvHead } from './csv.ts';
import { DuckDb, type DuckDbLimits } from './duckdb.ts';

export interface FileOptions extends PathOptions {
  limits: DuckDbLimits;
  /** Other files that queries can join, by their names in SQL. */
  others?: Record<string, FileTarget>;
}

const maxFiles = 10_000;

interface Stamp {
  path: string;
  size: number;
  mtimeMs: number;
}

/** Files as one table, `data`. They must not change while they are read. */
export class FileSource implements Source {
  readonly dialect = 'duckdb';
  readonly from = 'data';
  readonly #duckdb: DuckDb;
  readonly #stamps: readonly Stamp[];
  readonly #csv: CsvViews | null;

  constructor(duckdb: DuckDb, stamps: readonly Stamp[], csv: CsvViews | null) {
    this.#duckdb = duckdb;
    this.#stamps = stamps;
    this.#csv = csv;
  }

  get peakBytes(): number {
    return this.#duckdb.peakBytes;
  }

  columns(): Promise<SourceColumn[]> {
    return this.#duckdb.columns();
  }

  async query(sql: string, limits?: QueryLimits): Promise<SourceRow[]> {
    for (;;)
      try {
        const rows = await this.#duckdb.query(sql, limits);
        await this.#refuseChanges();
        return rows;
      } catch (error) {
        // A file that changes can also look damaged: the change is the reason.
        await this.#refuseChanges();
        if (!(error instanceof CheckError) || !this.#csv?.types.widen(error.message)) throw error;
        await this.#duckdb.setUp([this.#csv.createView()]);
      }
  }

  async #refuseChanges(): Promise<void> {
    for (const { path, size, mtimeMs } of this.#stamps) {
      const now = await stat(path).catch(() => null);
      if (now?.size !== size || now.mtimeMs !== mtimeMs)
        throw new CheckError(
          'changed',
          `${path} changed while it was read. Run the checks again when it is complete.`,
        );
    }
  }

  async close(): Promise<void> {
    await this.#duckdb[Symbol.asyncDispose]();
  }
}

interface CsvViews {
  types: CsvTypes;
  createView(): string;
}

/** Errors: `CheckError`, such as a path that no file matches. */
export async function openFiles(target: FileTarget, options: FileOptions): Promise<FileSource> {
  const stamps = await findFiles(target, options);
  const others = Object.entries(options.others ?? {});
  const duckdb = await DuckDb.start(options.limits);
  try {
    const found = new Map<string, Stamp[]>();
    for (const [name, other] of others) found.set(name, await findFiles(other, options));
    const all = [...stamps, ...[...found.values()].flat()];
    const paths = all.map(({ path }) => quoteText('duckdb', path)).join(', ');
    await duckdb.setUp([
      `set allowed_paths = [${paths}]`,
      'set enable_external_access = false',
      'set lock_configuration = true',
    ]);
    for (const [name, other] of others)
      await createViews(duckdb, other, found.get(name) ?? [], name);
    const csv = await createViews(duckdb, target, stamps, 'data');
    return new FileSource(duckdb, all, csv);
  } catch (error) {
    await duckdb[Symbol.asyncDispose]();
    throw error;
  }
}

async function findFiles({ path }: FileTarget, options: FileOptions): Promise<Stamp[]> {
  const full = resolvePath(path, options);
  const paths: string[] = [];
  if (/[*?[\]{}]/.test(path)) for await (const one of glob(full)) paths.push(one);
  else paths.push(full);
  if (paths.length > maxFiles)
    throw new CheckError('unsupported', `${path} matches more than ${maxFiles} files.`);
  const stamps: Stamp[] = [];
  for (const one of paths.toSorted()) {
    const found = await stat(one).catch(() => null);
    if (found?.isFile()) stamps.push({ path: one, size: found.size, mtimeMs: found.mtimeMs });
  }
  if (stamps.length === 0) throw new CheckError('unreadable', `No file matches ${full}.`);
  return stamps;
}

/** A view of the files, and for CSV what gives its columns wider types. */
async function createViews(
  duckdb: DuckDb,
  { format, filter }: FileTarget,
  stamps: readonly Stamp[],
  name: string,
): Promise<CsvViews | null> {
  const create = (select: string) =>
    `create or replace view "${name}" as select * from (${select})${filter === '' ? '' : ` where (\n${filter}\n)`}`;
  const list = stamps.map(({ path }) => quoteText('duckdb', path)).join(', ');
  if (format !== 'csv') {
    const read =
      format === 'parquet'
        ? `read_parquet([${list}], union_by_name = true)`
        : `read_json([${list}], union_by_name = true, sample_size = -1, map_inference_threshold = -1, field_appearance_threshold = 0, maximum_object_size = 33554432)`;
    await duckdb.setUp([create(`select * from ${read}`)]);
    return null;
  }
  const heads = await Promise.all(stamps.map(({ path }) => readCsvHead(path)));
  const names = [...new Set(heads.flatMap((head) => head.names))];
  const texts = readAsText(heads);
  if (name !== 'data') {
    await duckdb.setUp([create(texts)]);
    return null;
  }
  await duckdb.setUp([`create view texts as ${texts}`]);
  const [fits = {}] = await duckdb.query(CsvTypes.query(names));
  const types = new CsvTypes(names, fits);
  const createView = () => create(types.select());
  await duckdb.setUp([createView()]);
  return { types, createView };
}
