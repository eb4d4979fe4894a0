import type { Read, StreamRef } from '../source.ts';

/** A delivery as another program sent it. */
export interface InboundRequest {
  headers: Headers;
  body: Uint8Array;
  /** The secret in the URL, already checked. A sender that signs can use it as its key. */
  token: string;
}

/** A program that sends records. Each is one file in this folder and one line in `sources.ts`. */
export interface InboundSource {
  /** As in the URL: `/in/generic/…`. */
  name: string;
  /** For display. */
  title: string;
  /**
   * The sender's id of this delivery, or null if it has none. Errors: `forbidden` for a wrong
   * signature.
   */
  verify(request: InboundRequest): string | null;
  /** The records in a body. Errors: `bad-file` if the body cannot be parsed. */
  parse(body: Uint8Array, stream: StreamRef): Read[];
}
