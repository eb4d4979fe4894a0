import { UnpackBudget } from '../bytes/limits.ts';
import { zipTree } from '../bytes/zip.ts';
import type { Upload } from '../source.ts';

const mib = 1024 * 1024;
/** The libraries for these files load all of them. */
const limits = { fileBytes: 128 * mib, totalBytes: 256 * mib, ratio: 200, ratioFrom: 8 * mib };

/** Errors: `bad-file` if it is damaged, or unpacks to more than a document can contain. */
export async function checkOfficeFile(upload: Upload): Promise<void> {
  const tree = await zipTree(upload.path, upload.name, new UnpackBudget(limits));
  try {
    for (const file of tree.files.values()) for await (const _ of file.chunks());
  } finally {
    await tree.close();
  }
}
