import type { EvidenceDetails, EvidenceKind } from '@debrief/contract';
import type { JsonObject, Row } from '../row.ts';
import type { Names } from '../names/names.ts';
import type { IdentityRef, SourceRecord, SourceRef, StreamRef } from '../source.ts';

/**
 * What a shape finds in a record. Times are as written: text with a zone, or a number since 1970
 * (its size shows the unit).
 */
export interface Draft extends Pick<EvidenceDetails, 'event' | 'files' | 'links' | 'title'> {
  kind: EvidenceKind;
  at: unknown;
  until?: unknown;
  text: string;
  /** The tool's own id, stable across exports. Without it, the content identifies the record. */
  key?: string | null;
  author?: IdentityRef | null;
  /** The default is the stream of the file. */
  stream?: StreamRef | null;
  repliesTo?: string | null;
  reactions?: SourceRecord['reactions'];
  /** Facts for display; empty ones are left out. */
  fields?: Record<string, string | null>;
  isDeleted?: boolean;
  /** As in `SourceRecord`. */
  isLaterState?: boolean;
}

/** What the records of a file say about others, by the ids that the tool uses. */
export interface Known {
  people: Map<string, IdentityRef>;
  streams: Map<string, StreamRef>;
  /** How often a key was given, for tools whose records have no ids. */
  counts: Map<string, number>;
}

/**
 * How a tool writes one kind of record. Each record is recognized by itself, so a shape reads an
 * export, the response of an API, JSON lines and the body of a webhook.
 */
export interface Shape {
  /** For display, in plural: "Discord messages". */
  name: string;
  /** Looks at own properties only: it runs on every record of every JSON and CSV file. */
  matches(value: JsonObject): boolean;
  /** Too general for the rows of a table, which are then read by the names of their columns. */
  isJsonOnly?: true;
  /** Nested records, by dotted path: a list, an object with an entry for each id, or one record. */
  lists?: readonly string[];
  /** The tool that recorded, if the record names it; the default is the file. */
  source?(value: JsonObject, row: Row, names?: Names): SourceRef | null;
  /**
   * The records in a value, none if it only describes others, or why it cannot be read. `row.parent`
   * is the object around it.
   */
  read(value: JsonObject, known: Known, row: Row): Draft | Draft[] | string;
}
