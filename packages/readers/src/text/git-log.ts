import type { EvidenceDetails, ReadOptions } from '@debrief/contract';
import { limitText, finish, finishStream } from '../finish.ts';
import { jsonRow, recogniseLines } from '../table/json.ts';
import { LineSplitter } from '../bytes/lines.ts';
import { headPieces, readPieces } from '../read-pieces.ts';
import { isObject, type JsonObject, type Rejected, type Row } from '../row.ts';
import { asString } from '../slack/slack-text.ts';
import type {
  IdentityRef,
  Read,
  SourceReader,
  SourceRecord,
  StreamRef,
  Upload,
} from '../source.ts';
import { splitHead, type Piece, type Splitter } from '../bytes/split.ts';
import { decodeRecord } from '../bytes/decode.ts';
import { headContent } from '../bytes/content.ts';
import { toTimeRules } from '../table/mapping.ts';
import { CommitSplitter, isCommitStart, readTextCommit } from './git-text.ts';
import { isBotName, timeReason } from '../table/table-record.ts';
import { rejectPiece, toSample } from '../table/table.ts';
import { readTime, type TimeRead } from '../time/time.ts';
import { plainName } from '../bytes/upload.ts';

const maxFiles = 1000;

// One JSON object per line. A commit:
// {"sha","authored_at","committed_at","parents":[],"subject","files":[["M","path"],["R100","old","new"]]}
// and, if known, "body", "author_name", "author_email" (or "author":"Name <email>"), "tags":[] and
// "repo". A tag: {"tag","sha","tagged_at"} and, if known, "subject", "author_name", "author_email"
// and "repo". Times are ISO 8601 with their offset, or seconds since 1970. The text that `git log`,
// `hg log` and `svn log` print is also read.
export const gitLog: SourceReader = {
  format: 'git-log',
  name: 'Git commit log',

  async recognise(upload) {
    if (isPrinted(upload)) return 0.98;
    const likeness = recogniseLines(upload);
    if (likeness === 0) return 0;
    const rows = headRows(upload);
    const own = rows.filter((row) => row.type === 'row' && isOwn(row.value));
    return own.length > 0 && own.length * 2 > rows.length ? 0.98 : 0;
  },

  async source(upload, options) {
    const found = findRepository(upload);
    const name = limitText(options.source ?? found?.name ?? plainName(upload.name), 200);
    const key = options.source === undefined ? (found?.key ?? name) : name;
    return { kind: 'git', key: `git:${limitText(key, 200)}`, name };
  },

  read(upload, options) {
    const stream = toStream(upload, options);
    const layout = pickLayout(upload);
    return readPieces(upload, layout.splitter(), (piece) => {
      const read = readCommit(layout.row(piece), piece, stream, options);
      return read === null ? [] : [read];
    });
  },

  async preview(upload, options) {
    const stream = toStream(upload, options);
    const layout = pickLayout(upload);
    const reads = headPieces(upload, layout.splitter())
      .slice(0, 10)
      .map((piece) => readCommit(layout.row(piece), piece, stream, options));
    const sample = reads.filter((read) => read !== null).slice(0, 5);
    return {
      columns: [],
      mapping: {},
      timeUnit: null,
      questions: [],
      sample: sample.map(toSample),
    };
  },
};

/** Commits and tags that were fetched, one object per line. */
export function readGitLines(body: Uint8Array, stream: StreamRef): Read[] {
  return splitHead(Buffer.from(body), true, new LineSplitter()).flatMap((piece) => {
    const read = readCommit(jsonRow(piece, `line ${piece.number}`), piece, stream, {});
    return read === null ? [] : [read];
  });
}

function isOwn(value: JsonObject): boolean {
  const isCommit =
    typeof value['sha'] === 'string' && ('committed_at' in value || 'authored_at' in value);
  return isCommit || (typeof value['tag'] === 'string' && 'tagged_at' in value);
}

interface Layout {
  splitter(): Splitter;
  row(piece: Piece): Row | Rejected | null;
}

function pickLayout(upload: Upload): Layout {
  return isPrinted(upload)
    ? { splitter: () => new CommitSplitter(), row: textRow }
    : {
        splitter: () => new LineSplitter(),
        row: (piece) => jsonRow(piece, `line ${piece.number}`),
      };
}

/** Starts with a commit as `git log` prints it, after at most a line that separates them. */
function isPrinted(upload: Upload): boolean {
  if (upload.isFolder) return false;
  return headContent(upload)
    .subarray(0, 4000)
    .toString('latin1')
    .split(/\r?\n/)
    .slice(0, 3)
    .some(isCommitStart);
}

function textRow(piece: Piece): Row | Rejected | null {
  const place = `line ${piece.number}`;
  if (piece.problem !== null) return rejectPiece(piece, place, `Commit is ${piece.problem}.`);
  const { text, marks, payload } = decodeRecord(piece.bytes);
  const value = readTextCommit(text);
  if (value !== null) return { type: 'row', place, value, marks, payload };
  return /[\p{L}\p{N}]/u.test(text) ? rejectPiece(piece, place, 'Not part of a commit.') : null;
}

function headRows(upload: Upload): (Row | Rejected)[] {
  return headPieces(upload, new LineSplitter())
    .slice(0, 50)
    .map((piece) => jsonRow(piece, ''))
    .filter((row) => row !== null);
}

function findRepository(upload: Upload): StreamRef | null {
  const [first] = headRows(upload);
  return first?.type === 'row' ? readRepository(first.value) : null;
}

/** `repo_id` distinguishes repositories with the same name. */
function readRepository(value: JsonObject): StreamRef | null {
  const name = asString(value['repo']);
  return name === '' ? null : finishStream({ key: asString(value['repo_id']) || name, name });
}

function toStream(upload: Upload, options: ReadOptions): StreamRef {
  const name = options.stream ?? plainName(upload.name);
  return (
    (options.stream === undefined ? findRepository(upload) : null) ??
    finishStream({ key: name, name })
  );
}

function readCommit(
  row: Row | Rejected | null,
  piece: Piece,
  fallback: StreamRef,
  options: ReadOptions,
): Rejected | Extract<Read, { type: 'record' }> | null {
  if (row === null || row.type === 'rejected') return row;
  const { value, place } = row;
  const stream = (options.stream === undefined ? readRepository(value) : null) ?? fallback;
  const column =
    typeof value['tag'] === 'string'
      ? 'tagged_at'
      : 'committed_at' in value
        ? 'committed_at'
        : 'authored_at';
  const at = readTime(value[column], toTimeRules(options));
  if (typeof at === 'string')
    return rejectPiece(piece, place, timeReason(at, column, asString(value[column])));
  const sha = asString(value['sha']);
  if (sha === '') return rejectPiece(piece, place, 'Neither a commit nor a tag: "sha" is missing.');
  const record =
    typeof value['tag'] === 'string' ? tagRecord(row, value['tag'], sha) : commitRecord(row, sha);
  return {
    type: 'record',
    record: finish({ ...record, ...toTimed(at, row), stream, kind: options.kind ?? 'change' }),
  };
}

type Timed = Pick<SourceRecord, 'occurredAt' | 'precision' | 'zoneOffset' | 'marks'>;
type Untimed = Omit<SourceRecord, keyof Timed | 'stream' | 'kind'>;

function toTimed(at: TimeRead, row: Row): Timed {
  return {
    occurredAt: at.at,
    precision: at.precision,
    zoneOffset: at.zoneOffset,
    marks: at.isEpoch ? [...row.marks, 'epoch-time'] : row.marks,
  };
}

function commitRecord(row: Row, sha: string): Untimed {
  const { value } = row;
  const [subject, body, authored] = [
    asString(value['subject']),
    asString(value['body']).trim(),
    asString(value['authored_at']),
  ];
  const tags = Array.isArray(value['tags'])
    ? value['tags'].filter((tag) => typeof tag === 'string')
    : [];
  const commit: EvidenceDetails['commit'] = {
    sha,
    parents: strings(value['parents']),
    files: readFiles(value['files']),
    ...(tags.length === 0 ? {} : { tag: tags.join(', ') }),
  };
  const fields =
    authored === '' || authored === asString(value['committed_at'])
      ? {}
      : { fields: { 'authored at': authored } };
  return {
    ...common(row),
    key: sha,
    text: body === '' ? subject : `${subject}\n\n${body}`,
    details: { commit, ...fields },
  };
}

function tagRecord(row: Row, tag: string, sha: string): Untimed {
  const subject = asString(row.value['subject']);
  const text = subject === '' || subject === tag ? `Tag ${tag}` : `Tag ${tag}: ${subject}`;
  return {
    ...common(row),
    key: `tag:${tag}`,
    text,
    details: { commit: { sha, parents: [], files: [], tag } },
  };
}

function common(
  row: Row,
): Pick<
  SourceRecord,
  'place' | 'untilAt' | 'author' | 'repliesTo' | 'reactions' | 'payload' | 'change'
> {
  return {
    place: row.place,
    untilAt: null,
    author: readAuthor(row.value),
    repliesTo: null,
    reactions: [],
    payload: row.payload,
    change: 'present',
  };
}

/** `Name <email>`, each trimmed. */
function splitAuthor(author: string): { name: string; email: string } {
  const text = author.trim();
  const from = text.endsWith('>') ? text.lastIndexOf('<') : -1;
  if (from < 0) return { name: text, email: '' };
  return { name: text.slice(0, from).trim(), email: text.slice(from + 1, -1) };
}

function readAuthor(value: JsonObject): IdentityRef | null {
  const { author } = value;
  const written = splitAuthor(asString(author));
  const nested = isObject(author) ? author : {};
  const email = asString(value['author_email']) || asString(nested['email']) || written.email;
  const name = asString(value['author_name']) || asString(nested['name']) || written.name || email;
  if (name === '') return null;
  return {
    key: email === '' ? name : email.toLowerCase(),
    name,
    email: email === '' ? null : email,
    isBot: isBotName(name) || /\[bot\]@/.test(email),
  };
}

/** [status, path]; for a rename or copy, [status, old path, new path]. */
function readFiles(value: unknown): { path: string; status: string }[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, maxFiles).flatMap((file) => {
    const [status, ...paths] = strings(file);
    const path = paths.at(-1);
    return status === undefined || path === undefined ? [] : [{ path, status }];
  });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : [];
}
