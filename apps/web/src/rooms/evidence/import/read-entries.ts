import type { Loose, LooseFolder } from './dropped-files.ts';

/** The files and folders of a drop, with what the folders contain. */
export async function readEntries(entries: readonly FileSystemEntry[]): Promise<Loose> {
  const loose: Loose = { files: [], folders: [] };
  for (const entry of entries) {
    if (isFile(entry)) loose.files.push(await openFile(entry));
    else if (isDirectory(entry))
      loose.folders.push({ name: entry.name, files: await filesUnder(entry, '') });
  }
  return loose;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}
function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function openFile(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function filesUnder(
  directory: FileSystemDirectoryEntry,
  path: string,
): Promise<LooseFolder['files']> {
  const reader = directory.createReader();
  const found: LooseFolder['files'] = [];
  // A directory reader returns entries in batches, the last one empty.
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (portion.length === 0) return found;
    for (const entry of portion) {
      if (isFile(entry)) found.push({ path: `${path}${entry.name}`, file: await openFile(entry) });
      else if (isDirectory(entry))
        found.push(...(await filesUnder(entry, `${path}${entry.name}/`)));
    }
  }
}
