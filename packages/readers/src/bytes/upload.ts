import { open, stat } from 'node:fs/promises';
import { DomainError, type ReadOptions } from '@debrief/contract';
import type { Upload } from '../source.ts';
import { isPacked, unpackedName } from './compression.ts';

/** How much of a file is used for recognition and preview. */
export const headBytes = 256 * 1024;

/**
 * Opens a file or folder on this machine. Errors: `not-found` if nothing is there, `bad-file` if it
 * is not readable.
 */
export async function openUpload(path: string, name: string): Promise<Upload> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { name, path, isFolder: true, size: 0, head: new Uint8Array() };
    if (!found.isFile())
      throw new DomainError('bad-file', `${name} is neither a file nor a folder.`);
    const head = await readHead(path, Math.min(found.size, headBytes));
    // It was unpacked when it arrived, so that readers see the name of its content.
    const plain = isPacked(head) ? name : unpackedName(name);
    return { name: plain, path, isFolder: false, size: found.size, head };
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (isMissing(error))
      throw new DomainError('not-found', `${name} not found. Check the path.`, {
        cause: error,
      });
    throw new DomainError('bad-file', `Can't open ${name}. Check its permissions.`, {
      cause: error,
    });
  }
}

/** The upload with the encoding that the options name, if any. */
export function withEncoding(upload: Upload, { encoding }: Pick<ReadOptions, 'encoding'>): Upload {
  return encoding === undefined
    ? upload
    : { ...upload, encoding: new TextDecoder(encoding).encoding };
}

async function readHead(path: string, most: number): Promise<Uint8Array> {
  await using file = await open(path, 'r');
  const head = Buffer.alloc(most);
  let length = 0;
  while (length < most) {
    const { bytesRead } = await file.read(head, length, most - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return head.subarray(0, length);
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  );
}

export function baseName(name: string): string {
  return name.split(/[\\/]/).findLast((part) => part !== '') ?? name;
}

export function plainName(name: string): string {
  return withoutEnding(baseName(name));
}

export function withoutEnding(base: string): string {
  return base.replace(/(?<=.)(\.[a-z0-9]{1,8}){1,2}$/i, '') || base;
}

/**
 * The name as given, with the folders of a relative path, which distinguish files with the same
 * name.
 */
export function relativeName(name: string): string {
  const parts = name.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const isRelative = !/^(?:[\\/]|[a-z]:)/i.test(name) && !parts.includes('..');
  return isRelative && parts.length > 0 ? parts.join('/') : baseName(name);
}
