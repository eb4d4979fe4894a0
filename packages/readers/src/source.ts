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
  /** The name that its owner knows it by, e.g. `export.zip`. */
  name: string;
  /** Where it lies; a folder only where the door is on this machine. */
  path: string;
  isFolder: boolean;
  /** Bytes on disk; 0 for a folder. */
  size: number;
  /** The first 256 KiB, for recognition; empty for a folder. */
  head: Uint8Array;
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
  /** Where it stands in the file, for people: `general/2018-01-20.json, message 12`, `line 40`. */
  place: string;
  stream: StreamRef;
  /** The source's own id, stable across exports; null where it has none (its content then identifies it). */
  key: string | null;
  kind: EvidenceKind;
  occurredAt: Date;
  untilAt: Date | null;
  precision: Precision;
  /** Minutes east of UTC that the time was written in; null where the source does not say. */
  zoneOffset: number | null;
  author: IdentityRef | null;
  text: string;
  /** Key of the record of the same stream that this one replies to. */
  repliesTo: string | null;
  reactions: { name: string; by: IdentityRef[] }[];
  details: Omit<EvidenceDetails, 'reactions'>;
  marks: Mark[];
  /** The record as the source wrote it: text where it is valid UTF-8 without NUL, else its bytes. */
  payload: string | Uint8Array;
  /** `deleted` where the source itself says that the record of this key is gone. */
  change: 'present' | 'deleted';
}

/** What a reader hands over, in the order of the file. Every record read is either a `record` or a `rejected`. */
export type Read =
  | { type: 'record'; record: SourceRecord }
  | { type: 'rejected'; place: string; reason: string; excerpt: string }
  /** Somebody is in a stream, whether or not they ever write. */
  | { type: 'member'; stream: StreamRef; identity: IdentityRef }
  /** The file is complete for this stream between these times (both included): items known in it and missing here have vanished at the source. Comes after all records of the file. */
  | { type: 'covered'; stream: StreamRef; from: Date; until: Date }
  /** Bytes of the upload consumed so far. */
  | { type: 'progress'; bytesRead: number };

/** A tool that recorded: its key is the same for every export of the same tool. */
export interface SourceRef {
  kind: string;
  key: string;
  name: string;
}

/** One reader per tool or file format, all of this shape. */
export interface SourceReader {
  format: Exclude<Format, 'bundle'>;
  /** For people: "Slack export". */
  name: string;
  /** How sure the reader is that the file is its own: 0 (no) to 1 (beyond doubt). Looks at content; the name is at most a tie-break. */
  recognise(upload: Upload): Promise<number>;
  /** Errors: `bad-file` where the file is damaged beyond reading. */
  source(upload: Upload, options: ReadOptions): Promise<SourceRef>;
  /** Streams the file: memory does not grow with it. A broken record is a `rejected`, and reading goes on.
   * Errors: `bad-file` where the file as a whole cannot be read; `invalid` where the options do not fit it. */
  read(upload: Upload, options: ReadOptions): AsyncIterable<Read>;
  /** What the beginning would be read as, from the head alone (the rest of the file may not be there yet). */
  preview(upload: Upload, options: ReadOptions): Promise<Omit<Preview, 'format' | 'formatName'>>;
}
