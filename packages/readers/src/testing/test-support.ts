import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { ReadOptions, type ReadOptionsInput } from '@debrief/contract';
import { expect } from 'vitest';
import { recogniseUpload } from '../readers.ts';
import type { Read, SourceReader, SourceRecord, SourceRef } from '../source.ts';
import { openUpload, withEncoding } from '../bytes/upload.ts';

interface Scratch {
  path: (name: string) => string;
  write: (name: string, content: string | Uint8Array) => Promise<string>;
  /** 3,000 records, one by one. */
  writeLarge: (name: string, record: (at: number) => string, tail?: string) => Promise<void>;
  remove: () => Promise<void>;
}

/** A temporary folder for one test file; deleted with `remove`. */
export async function scratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-source-'));
  return {
    path: (name) => join(folder, name),
    async write(name, content) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
      return path;
    },
    async writeLarge(name, record, tail = '') {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await using file = await open(join(folder, name), 'w');
      for (let at = 0; at < largeCount; at += 500)
        await file.write(Array.from({ length: 500 }, (_, more) => record(at + more)).join(''));
      await file.write(tail);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A sample next to the repository, or null if it does not exist. */
export function sharedSample(path: string): string | null {
  const place = join(import.meta.dirname, '../../../../../shared/data', path);
  return existsSync(place) ? place : null;
}

export interface ReadAll {
  format: string;
  source: SourceRef;
  reads: Read[];
  records: SourceRecord[];
  rejected: Extract<Read, { type: 'rejected' }>[];
}

export async function readAll(
  path: string,
  options: ReadOptionsInput = {},
  name?: string,
): Promise<ReadAll> {
  const { upload, reader } = await openFile(path, name, options);
  const reads: Read[] = [];
  for await (const read of reader.read(upload, ReadOptions.parse(options))) reads.push(read);
  return {
    format: reader.format,
    source: await reader.source(upload, ReadOptions.parse(options)),
    reads,
    records: reads.flatMap((read) => (read.type === 'record' ? [read.record] : [])),
    rejected: reads.filter((read) => read.type === 'rejected'),
  };
}

export async function previewFile(
  path: string,
  options: ReadOptionsInput = {},
): ReturnType<SourceReader['preview']> {
  const { upload, reader } = await openFile(path);
  return reader.preview(upload, ReadOptions.parse(options));
}

export async function openFile(
  path: string,
  name = path.split('/').at(-1) ?? path,
  options: ReadOptionsInput = {},
): Promise<{ upload: Awaited<ReturnType<typeof openUpload>>; reader: SourceReader }> {
  const upload = withEncoding(await openUpload(path, name), options);
  const reader = await recogniseUpload(upload);
  if (reader === null) throw new Error(`No reader takes ${path}`);
  return { upload, reader };
}

/**
 * With this many records of this text, a reader that loads its file exceeds the limit of
 * `expectBounded`.
 */
const largeCount = 3_000;
export const longText = 'lorem ipsum dolor '.repeat(500);
const allowedRise = 12 * 1024 * 1024;
setFlagsFromString('--expose-gc');
const gc: unknown = runInNewContext('gc');

/**
 * Memory in use: the process can have more, also from other tests, that it has not returned yet.
 */
function heldBytes(): number {
  if (typeof gc !== 'function') throw new Error('There is no garbage collector to call.');
  // Buffers are only returned by the collection after the one that finds them unused.
  for (let run = 0; run < 2; run += 1) Reflect.apply(gc, undefined, []);
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Reads a file made by `writeLarge`: every record, in memory that does not grow with it. */
export async function expectBounded(path: string, options: ReadOptionsInput = {}): Promise<void> {
  const { upload, reader } = await openFile(path);
  const begin = heldBytes();
  let [records, rejected, highest] = [0, 0, begin];
  for await (const read of reader.read(upload, ReadOptions.parse(options))) {
    if (read.type === 'record') records++;
    if (read.type === 'rejected') rejected++;
    if (read.type === 'record' && records % 500 === 0) highest = Math.max(highest, heldBytes());
  }
  expect([records, rejected]).toEqual([largeCount, 0]);
  expect(highest - begin).toBeLessThan(allowedRise);
}

export interface ZipEntry {
  name: string | Buffer;
  content: string | Buffer;
  flags?: number;
  /** False values for the directory. */
  crc?: number;
  size?: number;
}

/** A zip as any tool would write it, or as an attacker would. */
export function createZip(entries: ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(entry.flags ?? 0, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(entry.crc ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(entry.size ?? content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(
      Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, name]),
    );
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, list, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
