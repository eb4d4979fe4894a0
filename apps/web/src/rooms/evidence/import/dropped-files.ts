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
    return (await import('./read-entries.ts')).readEntries(entries);
  };
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
