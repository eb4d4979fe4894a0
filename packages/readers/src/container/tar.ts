import { open } from 'node:fs/promises';
import { DomainError } from '@debrief/contract';
import { asBuffer } from '../bytes/content.ts';
import type { UnpackBudget } from '../bytes/limits.ts';
import { maxFiles } from '../bytes/tree.ts';
import type { Upload } from '../source.ts';
import type { Archive, Member } from './archive.ts';
import {
  blockBytes,
  isHeader,
  nextHeaderAt,
  readRange,
  TarHeaders,
  type TarHeader,
} from './tar-header.ts';

/** Its files in their order. Errors: `bad-file` if it is damaged or ends too early. */
export async function openTar(
  { path, name, size }: Upload,
  budget: UnpackBudget,
): Promise<Archive> {
  const file = await open(path, 'r');
  let at = 0;
  let [last, hasEnd, count] = ['', false, 0];
  const broken = (what: string): DomainError =>
    new DomainError(
      'bad-file',
      `${name} ${what} ${last === '' ? 'at its start' : `after ${last}`}. Download or copy it again.`,
    );
  const endsInside = (shown: string): DomainError =>
    new DomainError(
      'bad-file',
      `${name} ends in the middle of ${shown}. Download or copy it again.`,
    );

  async function* members(): AsyncGenerator<Member> {
    const headers = new TarHeaders();
    const block = Buffer.alloc(blockBytes);
    for (; at < size;) {
      const { bytesRead } = await file.read(block, 0, blockBytes, at);
      if (bytesRead < blockBytes && !hasEnd) throw broken('ends');
      if (block[0] === 0 && block.every((byte) => byte === 0)) {
        hasEnd = true;
        at += blockBytes;
        continue;
      }
      const header = isHeader(block) ? await headers.read(block, at, file) : 'damaged';
      if (header === 'damaged') {
        if (hasEnd) return;
        throw broken('is damaged');
      }
      if (typeof header === 'number') {
        at = header;
        continue;
      }
      at = nextHeaderAt(header);
      count += 1;
      if (count > maxFiles)
        throw new DomainError(
          'bad-file',
          `${name} contains more than ${maxFiles} files. Split it.`,
        );
      const shown = cleanPath(header.path);
      if (header.type !== '5') yield toMember(header, shown);
      last = shown;
      if (header.from + header.size > size) throw endsInside(shown);
    }
    if (!hasEnd)
      yield {
        path: 'the end',
        kind: 'refused',
        format: null,
        problem:
          'The archive has no end mark, so it can be cut off here. Compare it with the original.',
        place: null,
        chunks: noChunks,
      };
  }

  function toMember(header: TarHeader, shown: string): Member {
    const problem = findProblem(header);
    const isLink = header.type === '1' || header.type === '2';
    return {
      path: shown,
      kind: isLink ? 'link' : problem === null ? 'file' : 'refused',
      format: null,
      problem,
      place: null,
      chunks: () => readMember(header, shown),
    };
  }

  async function* readMember(header: TarHeader, shown: string): AsyncGenerator<Buffer> {
    let length = 0;
    if (header.size > 0)
      for await (const chunk of readRange(path, header)) {
        const bytes = asBuffer(chunk);
        length += bytes.length;
        budget.add(bytes.length, { length, packed: header.size }, `${shown} in ${name}`);
        yield bytes;
      }
    if (length < header.size) throw endsInside(shown);
  }

  return { members, bytesRead: () => Math.min(at, size), close: () => file.close() };
}

async function* noChunks(): AsyncGenerator<Buffer> {}

function cleanPath(path: string): string {
  return path.replace(/^(?:\.?\/+)+/, '').normalize('NFC') || path;
}

function findProblem({ path, type, isSparse }: TarHeader): string | null {
  if (path.split('/').includes('..')) return 'Its path leads outside the archive.';
  if (isSparse)
    return 'It is stored as a sparse file. Unpack the archive, then import the file itself.';
  if ('0\x007'.includes(type)) return null;
  return '346'.includes(type)
    ? 'It is a device, not a file.'
    : 'It is stored in a way that only tar can unpack. Unpack the archive, then import the file itself.';
}
