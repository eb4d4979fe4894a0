import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import * as yauzl from 'yauzl';
import { DomainError } from '@debrief/contract';
import { asBuffer } from './content.ts';
import { UnpackBudget } from './limits.ts';
import { maxFiles, type Tree, type TreeFile } from './tree.ts';

const unicodePathField = 0x7075;
const utf8Flag = 0x800;

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5 || head[2] === 7);
}

/**
 * Errors: `bad-file` for archives that are damaged, encrypted, reach outside themselves or inflate
 * beyond the limits.
 */
export async function zipTree(
  path: string,
  name: string,
  budget = new UnpackBudget(),
): Promise<Tree> {
  const archive = await open(path, name);
  try {
    const files = new Map<string, TreeFile>();
    const state = { compressed: 0 };
    for await (const entry of archive.eachEntry()) {
      const entryPath = readEntryPath(entry);
      refuseUnsafe(entryPath, name);
      if (entryPath.endsWith('/')) continue;
      if (files.has(entryPath))
        throw new DomainError(
          'bad-file',
          `${name} contains ${entryPath} twice. Create the archive again.`,
        );
      if (files.size >= maxFiles)
        throw new DomainError(
          'bad-file',
          `${name} contains more than ${maxFiles} files. Split the export.`,
        );
      files.set(entryPath, {
        path: entryPath,
        isLink: ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000,
        place: null,
        chunks: () => inflate(archive, entry, `${entryPath} in ${name}`, budget, state),
      });
    }
    return { files, bytesRead: () => state.compressed, close: async () => archive.close() };
  } catch (error) {
    archive.close();
    throw asBadFile(error, name);
  }
}

async function open(path: string, name: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, { autoClose: false, decodeStrings: false });
  } catch (error) {
    throw asBadFile(error, name);
  }
}

/** Counts the actual output; the sizes in the archive's directory are not trusted. */
async function* inflate(
  archive: yauzl.ZipFile,
  entry: yauzl.Entry,
  place: string,
  budget: UnpackBudget,
  state: { compressed: number },
): AsyncGenerator<Buffer> {
  if (entry.isEncrypted())
    throw new DomainError(
      'bad-file',
      `${place} is encrypted. Unpack the archive with its password, then import the folder.`,
    );
  if (!entry.canDecodeFileData())
    throw new DomainError(
      'bad-file',
      `${place} uses an unsupported compression method. Unpack the archive, then import the folder.`,
    );
  let length = 0;
  let checksum = 0;
  try {
    const stream = await archive.openReadStreamPromise(entry);
    for await (const chunk of stream) {
      const bytes = asBuffer(chunk);
      length += bytes.length;
      checksum = crc32(bytes, checksum);
      budget.add(bytes.length, { length, packed: entry.compressedSize }, place);
      yield bytes;
    }
  } catch (error) {
    throw asBadFile(error, place);
  }
  state.compressed += entry.compressedSize;
  if (checksum !== entry.crc32)
    throw new DomainError(
      'bad-file',
      `${place} is damaged: its checksum doesn't match. Download or copy the archive again.`,
    );
}

function asBadFile(error: unknown, place: string): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError(
    'bad-file',
    `${place} is damaged or incomplete. Download or copy the archive again.`,
    { cause: error },
  );
}

/**
 * Many tools write UTF-8 names without the flag; the old DOS encoding is used only if the bytes are
 * not UTF-8.
 */
function readEntryPath(entry: yauzl.Entry): string {
  const raw = entry.fileNameRaw;
  const says =
    (entry.generalPurposeBitFlag & utf8Flag) !== 0 ||
    entry.extraFields.some((field) => field.id === unicodePathField);
  const name =
    !says && isUtf8(raw)
      ? raw.toString('utf8').replaceAll('\\', '/')
      : yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  return name.normalize('NFC');
}

function refuseUnsafe(path: string, name: string): void {
  const isUnsafe =
    path.startsWith('/') ||
    /^[a-z]:/i.test(path) ||
    path.split('/').includes('..') ||
    path.includes('\0');
  if (isUnsafe)
    throw new DomainError(
      'bad-file',
      `${name} contains a file with a path outside the archive (${JSON.stringify(path.slice(0, 100))}), so it wasn't read.`,
    );
}
