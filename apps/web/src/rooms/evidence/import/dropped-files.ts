export interface LooseFolder {
  name: string;
  files: { path: string; file: File }[];
}
/** What was dropped: single files, and folders with their contents. */
export interface Loose {
  files: File[];
  folders: LooseFolder[];
}

/** Must be called while the drop event is handled: the browser discards the entries afterwards. */
export function readDroppedFiles(transfer: DataTransfer): () => Promise<Loose> {
  const entries = [...transfer.items]
    .flatMap((item) => (item.kind === 'file' ? [item.webkitGetAsEntry()] : []))
    .filter((entry) => entry !== null);
  const files = [...transfer.files];
  return async () => {
    if (entries.length === 0) return { files, folders: [] };
    const loose: Loose = { files: [], folders: [] };
    for (const entry of entries) {
      if (isFile(entry)) loose.files.push(await openFile(entry));
      else if (isDirectory(entry))
        loose.folders.push({ name: entry.name, files: await filesUnder(entry, '') });
    }
    return loose;
  };
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

/** The files that only an export of Slack has: its lists, and one of messages for each day. */
const slackFile = /(^|\/)((channels|groups|dms|mpims|users)|\d{4}-\d{2}-\d{2})\.json$/;

export function isSlackExport({ files }: LooseFolder): boolean {
  return files.some(({ path }) => slackFile.test(path));
}

/** With their folder, because two folders can have files of one name; without hidden files. */
export function listShownFiles(folder: LooseFolder): { name: string; file: File }[] {
  const isShown = (path: string) =>
    path.split('/').every((part) => !part.startsWith('.') && part !== '__MACOSX');
  return folder.files.flatMap(({ path, file }) =>
    isShown(path) ? [{ name: `${folder.name}/${path}`, file }] : [],
  );
}
