import type { ReadOptions } from '@debrief/contract';
import { withoutEnding } from '../bytes/upload.ts';
import { finishStream, limitText } from '../finish.ts';
import type { IdentityRef, Read, SourceRef, StreamRef, Upload } from '../source.ts';
import { fileStream } from '../table/table.ts';

interface Origin {
  path: string;
  upload: Upload;
  options: ReadOptions;
  source: SourceRef;
}

/** A record of a file in an archive: its place and its stream name the file. */
export function relocate(
  read: Exclude<Read, { type: 'progress' }>,
  origin: Origin,
): Exclude<Read, { type: 'progress' }> {
  const stream = (ref: StreamRef): StreamRef => toStream(ref, origin);
  if (read.type === 'rejected') return { ...read, place: toPlace(origin.path, read.place) };
  if (read.type === 'covered') return { ...read, stream: stream(read.stream) };
  const identity = (ref: IdentityRef): IdentityRef => toIdentity(ref, origin);
  if (read.type === 'member')
    return { ...read, stream: stream(read.stream), identity: identity(read.identity) };
  const { record } = read;
  return {
    type: 'record',
    record: {
      ...record,
      place: toPlace(origin.path, record.place),
      stream: stream(record.stream),
      author: record.author === null ? null : identity(record.author),
      reactions: record.reactions.map(({ name, by }) => ({ name, by: by.map(identity) })),
    },
  };
}

function toPlace(path: string, place: string): string {
  return limitText(place === 'the entire file' ? path : `${path}, ${place}`, 500);
}

/** Two files never share a stream, even if their names differ only in their ending. */
function toStream(ref: StreamRef, { path, upload, options, source }: Origin): StreamRef {
  if (source.isShared === true)
    return source.kind === 'file'
      ? ref
      : finishStream({ key: `${source.key}: ${ref.key}`, name: ref.name });
  const isOwn = ref.key !== fileStream(upload, options).key;
  if (isOwn) return finishStream({ key: `${path}: ${ref.key}`, name: ref.name });
  // The name of a sheet has no ending.
  const name = upload.name === `${path}.csv` ? path : withoutEnding(path);
  return finishStream({
    key: path,
    name: options.stream === undefined ? name : `${options.stream}: ${name}`,
  });
}

/** Users of two workspaces can have the same ID; an email is the same person everywhere. */
function toIdentity(ref: IdentityRef, { source }: Origin): IdentityRef {
  return source.kind === 'file' || ref.key.includes('@')
    ? ref
    : { ...ref, key: limitText(`${source.key}: ${ref.key}`, 300) };
}
