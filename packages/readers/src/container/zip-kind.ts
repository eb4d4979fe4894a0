import { asBuffer } from '../bytes/content.ts';
import { isZip, zipTree } from '../bytes/zip.ts';
import type { Upload } from '../source.ts';
import { headFiles } from './zip-head.ts';

interface ZipKind {
  is: string;
  /** Null if a reader reads it. */
  remedy: string | null;
}

export const wordDocument = 'a Word document';
export const workbook = 'an Excel workbook';

const asText = 'Save it as Markdown or HTML, then import that file.';
const asTable = 'Save the sheet as CSV, then import that file.';

const zipKinds: readonly [entry: RegExp, is: string, remedy: string | null][] = [
  [/^word\//m, wordDocument, null],
  [/^xl\//m, workbook, null],
  [/^ppt\//m, 'a PowerPoint file', asText],
  [/^META-INF\/container\.xml$/m, 'an e-book', asText],
  [/^content\.xml$/m, 'an OpenDocument file', 'Save it as HTML or CSV, then import that file.'],
  [/^Index\/Document\.iwa$/m, 'a file of Numbers, Pages or Keynote', asTable],
  [/^META-INF\/MANIFEST\.MF$/m, 'a Java archive', 'Import a log or an export instead.'],
];

/** What a zip is that is not just files: a document, a program. */
export function findZipKind(paths: readonly string[]): ZipKind | null {
  const names = paths.join('\n');
  const [, is, remedy] = zipKinds.find(([entry]) => entry.test(names)) ?? [];
  return is === undefined || remedy === undefined ? null : { is, remedy };
}

/** The paths of a zip; those at its start if its directory, at its end, is missing or damaged. */
export async function listPaths(upload: Upload): Promise<string[]> {
  try {
    const tree = await zipTree(upload.path, upload.name);
    await tree.close();
    return [...tree.files.keys()];
  } catch {
    return [...headFiles(asBuffer(upload.head))].map(({ path }) => path);
  }
}

/** Whether the file is a zip of this kind. */
export async function isZipKind(upload: Upload, is: string): Promise<boolean> {
  return !upload.isFolder && isZip(upload.head) && findZipKind(await listPaths(upload))?.is === is;
}
