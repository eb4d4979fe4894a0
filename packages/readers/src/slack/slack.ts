import { createHash } from 'node:crypto';
import type { ReadOptions } from '@debrief/contract';
import { relocate } from '../container/relocate.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { limitText, finishIdentity, finishStream } from '../finish.ts';
import { parseJson } from '../table/json.ts';
import { isObject, type Rejected } from '../row.ts';
import {
  canHold,
  findRoots,
  listOtherFiles,
  scoreLikeness,
  notAnExport,
  openExport,
  readPieces,
  type SlackChannel,
  type SlackExport,
  openTree,
} from './slack-export.ts';
import { toKey, readMessage, type SlackContext, toTime } from './slack-message.ts';
import { asString } from './slack-text.ts';
import type { Read, SourceReader, SourceRef, StreamRef, Upload } from '../source.ts';
import type { Piece } from '../bytes/split.ts';
import { rejectPiece, toSample } from '../table/table.ts';
import { namesNearTop, type Tree } from '../bytes/tree.ts';
import { plainName } from '../bytes/upload.ts';
import { isZip, zipTree } from '../bytes/zip.ts';

const progressEvery = 1024 * 1024;
/** Messages of a day are sorted as long as they are together not larger than this. */
const sortBytes = 256 * 1024;

export const slack: SourceReader = {
  format: 'slack',
  name: 'Slack export',

  async recognise(upload) {
    if (!canHold(upload)) return 0;
    if (upload.isFolder) return scoreLikeness(await namesNearTop(upload.path).catch(() => []));
    try {
      const tree = await zipTree(upload.path, upload.name);
      await tree.close();
      return scoreLikeness(tree.files.keys());
    } catch {
      // No other reader accepts archives: this one will explain what is wrong with it.
      return 0.3;
    }
  },

  async source(upload, options) {
    const keys: string[] = [];
    for await (const { key } of listWorkspaces(upload)) keys.push(key);
    const owner = /^(.+?) Slack export\b/i.exec(plainName(upload.name))?.[1];
    return {
      kind: 'slack',
      key: limitText(keys.join(' '), 200),
      name: limitText(options.source ?? owner ?? 'Slack', 200),
    } satisfies SourceRef;
  },

  async *read(upload, options): AsyncGenerator<Read> {
    let others: string[] = [];
    for await (const workspace of listWorkspaces(upload)) {
      others = listOtherFiles([...workspace.opened.tree.files.keys()]);
      for await (const read of readExport(workspace.opened, upload))
        yield relocateToWorkspace(read, workspace, upload, options);
    }
    if (others.length > 0) yield rejectOthers(others);
  },

  async preview(upload, _options) {
    // During an upload the archive has no directory yet.
    if (!upload.isFolder && isZip(upload.head) && (await isUnfinished(upload))) return emptyPreview;
    const sample: (Rejected | Extract<Read, { type: 'record' }>)[] = [];
    for await (const { opened } of listWorkspaces(upload))
      for (const channel of opened.channels) {
        if (sample.length >= 5) break;
        for await (const { read } of readChannel(channel, opened)) {
          if (read.type === 'record' || read.type === 'rejected') sample.push(read);
          if (sample.length >= 5) break;
        }
      }
    return { ...emptyPreview, sample: sample.map(toSample) };
  },
};

function rejectOthers(paths: readonly string[]): Read {
  const [first = ''] = paths;
  return {
    type: 'rejected',
    place: 'files next to the export',
    reason: `Not read: ${paths.length === 1 ? first : `${paths.length} files, such as ${first}`}. Import files that are not part of a Slack export separately.`,
    excerpt: limitText(paths.join(', '), 200),
  };
}

/** An export in the archive: of one workspace, in its own folder if there are several. */
interface Workspace {
  opened: SlackExport;
  key: string;
  /** Null if it is the only one. */
  folder: string | null;
}

async function* listWorkspaces(upload: Upload): AsyncGenerator<Workspace> {
  const tree: Tree = await openTree(upload);
  try {
    const paths = [...tree.files.keys()];
    if (scoreLikeness(paths) === 0) throw notAnExport(upload);
    const roots = findRoots(paths);
    for (const root of roots) {
      const opened = await openExport(tree, root);
      const folder = roots.length === 1 ? null : root.replace(/\/$/, '') || plainName(upload.name);
      const key = (await sourceKey(opened)) ?? folder ?? plainName(upload.name);
      yield { opened, key, folder };
    }
  } finally {
    await tree.close();
  }
}

/** The same id in two workspaces is two channels or people. */
function relocateToWorkspace(
  read: Read,
  { key, folder }: Workspace,
  upload: Upload,
  options: ReadOptions,
): Read {
  if (folder === null || read.type === 'progress') return read;
  const source = { kind: 'slack', key, name: folder };
  const moved = relocate(read, { path: folder, upload, options, source });
  const prefixName = (stream: StreamRef) =>
    finishStream({ ...stream, name: `${folder}: ${stream.name}` });
  if (moved.type === 'rejected') return moved;
  return moved.type === 'record'
    ? { ...moved, record: { ...moved.record, stream: prefixName(moved.record.stream) } }
    : { ...moved, stream: prefixName(moved.stream) };
}

const emptyPreview = { columns: [], mapping: {}, timeUnit: null, questions: [], sample: [] };

async function isUnfinished(upload: Upload): Promise<boolean> {
  try {
    const tree = await zipTree(upload.path, upload.name);
    await tree.close();
    return false;
  } catch {
    return true;
  }
}

/** The workspace's id from users or messages; else the users identify it. */
async function sourceKey({ people, channels }: SlackExport): Promise<string | null> {
  if (people.team !== null) return people.team;
  for (const channel of channels) {
    const [day] = channel.days;
    if (day === undefined) continue;
    let looked = 0;
    for await (const piece of readPieces(day)) {
      const message =
        piece.problem === null ? parseJson(decodeRecord(piece.bytes).text) : undefined;
      const team = isObject(message)
        ? asString(message['team']) || asString(message['user_team'])
        : '';
      if (team !== '') return team;
      if (++looked >= 50) break;
    }
  }
  return people.ids.length === 0
    ? null
    : `users:${createHash('sha256').update(people.ids.join('\n')).digest('hex').slice(0, 32)}`;
}

async function* readExport(opened: SlackExport, upload: Upload): AsyncGenerator<Read> {
  for (const piece of opened.broken)
    yield rejectPiece(piece, piece.problem ?? '', 'Not valid JSON.');
  let nextProgress = progressEvery;
  let newest = -Infinity;
  const covered: { channel: SlackChannel; first: number }[] = [];
  for (const channel of opened.channels) {
    let first = Infinity;
    let isComplete = channel.days.length > 0;
    for await (const { read, sentAt } of readChannel(channel, opened)) {
      yield read;
      if (read.type === 'rejected') isComplete = false;
      if (sentAt !== null) {
        first = Math.min(first, sentAt);
        newest = Math.max(newest, sentAt);
      }
      if (opened.tree.bytesRead() < nextProgress) continue;
      nextProgress = opened.tree.bytesRead() + progressEvery;
      yield { type: 'progress', bytesRead: opened.tree.bytesRead() };
    }
    // What could not be read does not count as deleted.
    if (isComplete && first !== Infinity) covered.push({ channel, first });
  }
  yield { type: 'progress', bytesRead: upload.isFolder ? opened.tree.bytesRead() : upload.size };
  for (const { channel, first } of covered)
    yield {
      type: 'covered',
      stream: finishStream(channel.stream),
      from: new Date(first),
      until: new Date(newest),
    };
}

/** A read message with its time in milliseconds: for a change or a deletion, the time of that. */
interface Sent {
  read: Read;
  sentAt: number | null;
}

async function* readChannel(
  channel: SlackChannel,
  { people, channelNames }: SlackExport,
): AsyncGenerator<Sent> {
  const stream = finishStream(channel.stream);
  const context: SlackContext = {
    people,
    names: { user: (id) => people.mention(id), channel: (id) => channelNames.get(id) ?? null },
  };
  const members = new Set<string>();
  const member = (id: string): Sent[] => {
    if (members.has(id)) return [];
    members.add(id);
    return [
      {
        read: { type: 'member', stream, identity: finishIdentity(people.identity(id)) },
        sentAt: null,
      },
    ];
  };
  for (const id of channel.members) yield* member(id);
  for (const day of channel.days) {
    const label = `${stream.name}/${day.path.split('/').at(-1) ?? ''}`;
    for await (const pieces of groupRuns(readPieces(day))) {
      const run = pieces.map((piece) =>
        readPiece(piece, `${label}, message ${piece.number}`, stream, context),
      );
      for (const sent of run.toSorted((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0))) {
        yield sent;
        const joined =
          sent.read.type === 'record' && sent.read.record.details.event === 'join'
            ? sent.read.record.author
            : null;
        if (joined !== null) yield* member(joined.key);
      }
    }
  }
}

/** Runs of messages small enough to sort. */
async function* groupRuns(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece[]> {
  let run: Piece[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    run.push(piece);
    bytes += piece.bytes.length;
    if (bytes < sortBytes) continue;
    yield run;
    run = [];
    bytes = 0;
  }
  yield run;
}

function readPiece(piece: Piece, place: string, stream: StreamRef, context: SlackContext): Sent {
  const reject = (reason: string): Sent => ({
    read: rejectPiece(piece, place, reason),
    sentAt: null,
  });
  if (piece.problem !== null) return reject(`Message is ${piece.problem}.`);
  const decoded = decodeRecord(piece.bytes);
  const message = parseJson(decoded.text);
  if (message === undefined) return reject('Not valid JSON.');
  if (!isObject(message)) return reject('A message must be an object.');
  const record = readMessage(message, decoded, stream, place, context);
  if (typeof record === 'string') return reject(record);
  const key = toKey(message['ts']);
  return { read: { type: 'record', record }, sentAt: key === null ? null : toTime(key).getTime() };
}
