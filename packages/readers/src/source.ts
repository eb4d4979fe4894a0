import type { Names } from './names/names.ts';
import type {
  EvidenceDetails,
  EvidenceKind,
  Format,
  Mark,
  Precision,
  Preview,
  ReadOptions,
} from '@debrief/contract';

export interface Upload {
  /** The name that its owner knows, for example `export.zip`. */
  name: string;
  /** Its path; a folder only for an import on this machine. */
  path: string;
  isFolder: boolean;
  /** Bytes on disk; 0 for a folder. */
  size: number;
  /** The first 256 KiB, for recognition; empty for a folder. */
  head: Uint8Array;
  /** Named by a person; else its bytes suggest one. */
  encoding?: string;
  /** For a file of an archive: what its other files say about people and channels. */
  names?: Names;
}

/** A name in a source. The same key is the same identity in every import of that source. */
export interface IdentityRef {
  key: string;
  name: string;
  email: string | null;
  isBot: boolean;
}

/** A channel, repository, service or call of a source. */
export interface StreamRef {
  key: string;
  name: string;
}

export interface SourceRecord {
  /** Its position in the file, for display: `general/2018-01-20.json, message 12`, `line 40`. */
  place: string;
  stream: StreamRef;
  /**
   * The source's own id, stable across exports; null if it has none (its content then identifies
   * it).
   */
  key: string | null;
  kind: EvidenceKind;
  occurredAt: Date;
  untilAt: Date | null;
  precision: Precision;
  /** The offset of the written time in minutes east of UTC; null if the source has none. */
  zoneOffset: number | null;
  author: IdentityRef | null;
  text: string;
  /** Key of the record in the same stream that this one replies to. */
  repliesTo: string | null;
  reactions: { name: string; by: IdentityRef[] }[];
  details: Omit<EvidenceDetails, 'reactions'>;
  marks: Mark[];
  /** The record as the source wrote it: text if it is valid UTF-8 without NUL, else its bytes. */
  payload: string | Uint8Array;
  /** `deleted` if the source says that the record with this key was deleted. */
  change: 'present' | 'deleted';
  /**
   * A later state of the item with this key, such as the end of an alert: `occurredAt` is when it
   * changed, and the item keeps its own start.
   */
  isLaterState?: true;
  /**
   * How old this state of the item is, if the reader knows it. `first`: it was just sent, so any
   * known state is newer. `current`: the source was just asked, so it replaces a newest state that
   * differs. Without it, a state that was known before adds nothing.
   */
  state?: 'first' | 'current';
}

/** The results of a reader, in file order. Every record is either a `record` or a `rejected`. */
export type Read =
  | { type: 'record'; record: SourceRecord }
  | { type: 'rejected'; place: string; reason: string; excerpt: string }
  /** A member of a stream, with or without messages. */
  | { type: 'member'; stream: StreamRef; identity: IdentityRef }
  /**
   * The file is complete for this stream between these times (inclusive): known items missing here
   * were deleted at the source. Comes after all records of the file. With `thread`, only for the
   * replies to that record, or for null only for records that are no replies.
   */
  | { type: 'covered'; stream: StreamRef; from: Date; until: Date; thread?: string | null }
  /** Bytes of the upload consumed so far. */
  | { type: 'progress'; bytesRead: number };

/** A tool that recorded: its key is the same for every export of the tool. */
export interface SourceRef {
  kind: string;
  key: string;
  name: string;
  /** Whether its streams are the same in every file, such as a mailbox. */
  isShared?: boolean;
}

/** `formatName`: what a known tool calls its records, if that says more than the reader's name. */
export type ReaderPreview = Omit<
  Preview,
  'format' | 'formatName' | 'encoding' | 'savedMappings'
> & {
  formatName?: string;
};

/** A reader for a tool or file format; all have this interface. */
export interface SourceReader {
  format: Exclude<Format, 'bundle'>;
  /** For display: "Slack export". */
  name: string;
  /**
   * The confidence that this reader can read the file: 0 (no) to 1 (certain). Looks at content; the
   * name is at most a tie-breaker.
   */
  recognise(upload: Upload): Promise<number>;
  /** Errors: `bad-file` if the file is too damaged to read. */
  source(upload: Upload, options: ReadOptions): Promise<SourceRef>;
  /**
   * Streams the file: memory use does not grow with it. A broken record is a `rejected`, and
   * reading continues. Errors: `bad-file` if the file cannot be read; `invalid` if the options do
   * not fit it.
   */
  read(upload: Upload, options: ReadOptions): AsyncIterable<Read>;
  /** How the start would be read, from the head only (the rest may not be uploaded yet). */
  preview(upload: Upload, options: ReadOptions): Promise<ReaderPreview>;
}
