import type { ReadOptions } from '@debrief/contract';
import type { Read, StreamRef } from '../source.ts';

/** A delivery as another program sent it. */
export interface InboundRequest {
  headers: Headers;
  body: Uint8Array;
  /** The secret in the URL, already checked. A sender that signs can use it as its key. */
  token: string;
  /** The sender's own secrets, the current one first; empty if none is stored. */
  secrets: readonly string[];
  /** For signatures with a time. */
  now: Date;
}

/** The text at an address: for senders whose certificate has to be fetched. */
export type FetchText = (url: string) => Promise<string>;

/** A saved mapping: how the columns of JSON records are read. Only the source `generic` uses it. */
export interface SavedReading {
  name: string;
  options: ReadOptions;
}

/** A program that sends records: an entry of `senders.ts`, or a file and a line in `sources.ts`. */
export interface InboundSource {
  /** As in the URL: `/in/generic/…`. */
  name: string;
  /** For display. */
  title: string;
  /** What to do in the sender, in one or two sentences. It has the address with its secret. */
  setUp: string;
  /** Exact lines to paste into the sender, with `ADDRESS`; null if there are none. */
  snippet: string | null;
  /** The key of its signatures; `none` if it doesn't sign. */
  key: 'address' | 'tool' | 'none';
  /**
   * The sender's id of this delivery, or null if it has none. Errors: `not-signed-in` for a wrong
   * signature, and for a missing one if the sender always signs.
   */
  verify(request: InboundRequest): string | null;
  /** Instead of `verify`, for a proof that has to be fetched. An answered one is not stored. */
  verifyOnline?(
    request: InboundRequest,
    fetchText: FetchText,
  ): Promise<{ id: string | null; isAnswered: boolean }>;
  /** What is stored, if facts of the delivery are in its headers. The default is its body. */
  toStored?(request: InboundRequest): Uint8Array;
  /** The records in a body. Errors: `bad-file` if the body cannot be parsed. */
  parse(body: Uint8Array, stream: StreamRef, saved?: SavedReading | null): Read[];
}
