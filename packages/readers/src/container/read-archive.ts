import { DomainError, type ReadOptions } from '@debrief/contract';
import { toExcerpt } from '../bytes/decode.ts';
import { UnpackBudget } from '../bytes/limits.ts';
import { limitText } from '../finish.ts';
import type { Rejected } from '../row.ts';
import type { Read, SourceReader, Upload } from '../source.ts';
import { type Archive, type Member, openArchive } from './archive.ts';
import { isBundle } from './bundle.ts';
import { withMember } from './members.ts';
import { type ChooseReader, fitOptions, toMemberOptions } from './member-options.ts';
import { relocate } from './relocate.ts';
import type { Names } from '../names/names.ts';
import { readArchiveNames, type ArchiveNames } from './archive-names.ts';
import { findSkipKind, SkipCounts } from './skip-counts.ts';

const mostDepth = 3;

/** Where reading is: in which archive inside which. */
export interface Walk {
  options: ReadOptions;
  choose: ChooseReader;
  budget: UnpackBudget;
  /** `inner.zip/` for the files of an archive inside another one. */
  prefix: string;
  depth: number;
  /** What its files say about people and channels. */
  names?: ArchiveNames;
}

/** Every file as its own reader reads it. Errors: `bad-file` if the archive is damaged. */
export async function* readArchive(upload: Upload, walk: Walk): AsyncGenerator<Read> {
  const names = await readArchiveNames(upload, walk);
  const archive = await openArchive(upload, walk.budget);
  const skipped = new SkipCounts();
  try {
    for await (const member of archive.members()) {
      const kind = findSkipKind(member);
      if (names.files.has(member.path)) continue;
      if (kind !== null) skipped.add(kind, member.path);
      else if (member.problem !== null) yield reject(walk.prefix + member.path, member.problem);
      else yield* readMember(upload, archive, member, { ...walk, names }, skipped);
    }
    yield* skipped.report(walk.prefix);
    yield { type: 'progress', bytesRead: upload.isFolder ? archive.bytesRead() : upload.size };
  } finally {
    await archive.close();
  }
}

async function* readMember(
  outer: Upload,
  archive: Archive,
  member: Member,
  walk: Walk,
  skipped: SkipCounts,
): AsyncGenerator<Read> {
  const name = walk.prefix + member.path;
  const from = archive.bytesRead();
  const options = toMemberOptions(walk.options);
  const read = (upload: Upload): AsyncIterable<Read> => {
    const until = archive.bytesRead();
    return readUpload(
      { ...walk, options: withFormat(options, member) },
      withNames(upload, walk.names?.at(member.path)),
      name,
      (part) => from + (until - from) * part,
    );
  };
  async function* readUnlessEmpty(upload: Upload): AsyncGenerator<Read> {
    if (upload.size === 0) skipped.add('empty file', member.path);
    else yield* read(upload);
  }
  try {
    yield* withMember(
      outer,
      member,
      { name: nameMember(walk, member), options, budget: walk.budget },
      readUnlessEmpty,
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    yield reject(name, error.message);
  }
}

async function* readUpload(
  walk: Walk,
  upload: Upload,
  name: string,
  progressAt: (part: number) => number,
): AsyncGenerator<Read> {
  const rejectFile = (reason: string): Rejected => reject(name, reason, upload);
  if (isBundle(upload)) {
    yield rejectFile(`${name} is a Debrief bundle, a full incident. Import it as its own file.`);
    return;
  }
  const reader = await walk.choose(upload, walk.options.format);
  if (typeof reader === 'string') {
    yield rejectFile(reader);
    return;
  }
  const found = await prepare(reader, upload, name, walk);
  if ('problem' in found) {
    yield rejectFile(found.problem);
    return;
  }
  for await (const read of found.reads)
    yield read.type === 'progress'
      ? { ...read, bytesRead: Math.floor(progressAt(read.bytesRead / Math.max(1, upload.size))) }
      : found.isPlaced
        ? read
        : relocate(read, found.origin);
}

type Prepared =
  | { problem: string }
  | { reads: AsyncIterable<Read>; isPlaced: true }
  | { reads: AsyncIterable<Read>; isPlaced: false; origin: Parameters<typeof relocate>[1] };

async function prepare(
  reader: SourceReader,
  upload: Upload,
  name: string,
  walk: Walk,
): Promise<Prepared> {
  if (reader.format === 'archive' || reader.format === 'xlsx') {
    if (walk.depth >= mostDepth)
      return {
        problem: `${name} is an archive inside ${mostDepth} others. Unpack it, then import its files.`,
      };
    const inner = { ...walk, prefix: `${name}/`, depth: walk.depth + 1 };
    return { reads: readArchive(upload, inner), isPlaced: true };
  }
  const fitting = await fitOptions(reader, upload, walk.options);
  if (typeof fitting === 'string') return { problem: fitting };
  const source = await reader.source(upload, fitting);
  return {
    reads: reader.read(upload, fitting),
    isPlaced: false,
    origin: { path: name, upload, options: fitting, source },
  };
}

function withNames(upload: Upload, names: Names | undefined): Upload {
  return names === undefined ? upload : { ...upload, names };
}

/** A sheet is a table, whatever its name. */
export function nameMember({ prefix }: Walk, { path, format }: Member): string {
  return prefix + path + (format === null ? '' : `.${format}`);
}

export function withFormat(options: ReadOptions, { format }: Member): ReadOptions {
  return format === null ? options : { ...options, format };
}

export function reject(place: string, reason: string, upload?: Upload): Rejected {
  return {
    type: 'rejected',
    place: limitText(place, 500),
    reason: limitText(reason, 500),
    excerpt: upload === undefined ? '' : toExcerpt(Buffer.from(upload.head.subarray(0, 400))),
  };
}
