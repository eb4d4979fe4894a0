import { Zip, ZipDeflate } from 'fflate';
import type { LooseFolder } from './dropped-files.ts';

/** Chunks of this size are passed to the browser, which can keep them on disk. */
const portionBytes = 16 * 1024 * 1024;

/**
 * Zips a folder file by file. The same folder produces the same bytes, so that a repeated import is
 * recognized.
 */
export async function packFolder(
  folder: LooseFolder,
  onProgress: (done: number, total: number) => void,
): Promise<Blob> {
  const portions: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const failures: Error[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) failures.push(error);
    parts.push(new Uint8Array(chunk));
    size += chunk.length;
    if (size < portionBytes) return;
    portions.push(new Blob(parts));
    parts = [];
    size = 0;
  });
  const files = folder.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const mtime = new Date(2000, 0, 1);
  for (const [index, { path, file }] of files.entries()) {
    onProgress(index, files.length);
    const entry = new ZipDeflate(path, { level: 1 });
    entry.mtime = mtime;
    zip.add(entry);
    const reader = file.stream().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read())
      entry.push(next.value);
    entry.push(new Uint8Array(0), true);
    const [failure] = failures;
    if (failure) throw failure;
  }
  zip.end();
  return new Blob([...portions, ...parts], { type: 'application/zip' });
}
