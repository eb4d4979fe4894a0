import { asBuffer } from '../bytes/content.ts';
import { zipTree } from '../bytes/zip.ts';
import type { Upload } from '../source.ts';
import { headFiles } from './zip-head.ts';

interface ZipKind {
  is: string;
  remedy: string;
}

const asText = 'Save it as Markdown or HTML, then import that file.';
const asTable = 'Save the sheet as CSV, then import that file.';

const zipKinds: readonly [entry: RegExp, is: string, remedy: string][] = [
  [/^word\//m, 'a Word document', asText],
  [/^xl\//m, 'an Excel workbook', asTable],
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
