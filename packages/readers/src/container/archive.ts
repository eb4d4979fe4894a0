import { Readable } from 'node:stream';
import { DomainError } from '@debrief/contract';
import { asBuffer } from '../bytes/content.ts';
import type { UnpackBudget } from '../bytes/limits.ts';
import { folderTree, namesNearTop, type Tree } from '../bytes/tree.ts';
import { isZip, zipTree } from '../bytes/zip.ts';
import { scoreLikeness } from '../slack/slack-export.ts';
import { isWorkbook, openWorkbook } from '../office/workbook.ts';
import type { Upload } from '../source.ts';
import { openTar } from './tar.ts';
import { findZipKind, listPaths } from './zip-kind.ts';
import { isTar } from './tar-header.ts';
import { headFiles } from './zip-head.ts';

export interface Member {
  /** With forward slashes. */
  path: string;
  kind: 'file' | 'link' | 'refused';
  /** Known for a sheet of a workbook. */
  format: 'csv' | null;
  /** Why it can't be read. */
  problem: string | null;
  /** Where it is on disk, if it is not packed. */
  place: string | null;
  /** Errors: `bad-file` if it is damaged or unpacks to too much. */
  chunks(): AsyncIterable<Buffer>;
}

/** The files of an archive or a folder, in an order that is always the same. */
export interface Archive {
  members(): AsyncIterable<Member>;
  /** Bytes of the archive consumed so far. */
  bytesRead(): number;
  close(): Promise<void>;
}

/** Errors: `bad-file`. The caller closes it. */
export async function openArchive(upload: Upload, budget: UnpackBudget): Promise<Archive> {
  if (isTar(upload.head)) return openTar(upload, budget);
  if (await isWorkbook(upload)) return openWorkbook(upload);
  return fromTree(
    upload.isFolder
      ? await folderTree(upload.path, upload.name, Infinity)
      : await zipTree(upload.path, upload.name, budget),
  );
}

function fromTree({ files, bytesRead, close }: Tree): Archive {
  async function* members(): AsyncGenerator<Member> {
    for (const path of [...files.keys()].toSorted()) {
      const file = files.get(path);
      if (file === undefined) continue;
      const { isLink, place, chunks } = file;
      yield { path, kind: isLink ? 'link' : 'file', format: null, problem: null, place, chunks };
    }
  }
  return { members, bytesRead, close };
}

/** What has arrived of an archive that is still being uploaded. */
export async function openStart(upload: Upload, budget: UnpackBudget): Promise<Archive> {
  if (upload.isFolder || !isZip(upload.head)) return openArchive(upload, budget);
  try {
    return await openArchive(upload, budget);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (await isWorkbook(upload)) throw error;
    return { members: () => startOfZip(upload), bytesRead: () => 0, close: async () => {} };
  }
}

async function* startOfZip({ head }: Upload): AsyncGenerator<Member> {
  for (const { path, unpack } of headFiles(asBuffer(head))) {
    const bytes = unpack();
    if (bytes !== null)
      yield {
        path,
        kind: 'file',
        format: null,
        problem: null,
        place: null,
        chunks: () => Readable.from([bytes]),
      };
  }
}

/** 0 to 1: not an export or a document that is itself an archive. */
export async function scoreArchive(upload: Upload): Promise<number> {
  if (upload.isFolder)
    return scoreLikeness(await namesNearTop(upload.path).catch(() => [])) > 0 ? 0 : 0.2;
  if (isTar(upload.head)) return 0.96;
  if (!isZip(upload.head)) return 0;
  const paths = await listPaths(upload);
  return findZipKind(paths) !== null || scoreLikeness(paths) > 0 ? 0 : 0.96;
}
