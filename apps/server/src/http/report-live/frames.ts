import { hasTooManyPieces } from '@debrief/core/report';
import * as decoding from 'lib0/decoding';
import { decodeStateVector } from 'yjs';

/** The content of a socket frame: Hocuspocus messages of the kinds that a browser sends. */
export interface Frame {
  /** The id of the incident that the report belongs to. */
  name: string;
  isSync: boolean;
}

const kinds = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  close: 7,
  syncStatus: 8,
} as const;

/**
 * Parses a frame completely; null if it is damaged or nothing that an editor sends. A parsed frame
 * can be applied.
 */
export function readFrame(data: Uint8Array): Frame | null {
  try {
    const decoder = decoding.createDecoder(data);
    const address = decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    const isSync = kind === kinds.sync || kind === kinds.syncReply;
    if (isSync) readSync(decoder);
    else if (kind === kinds.awareness) readAwareness(decoding.readVarUint8Array(decoder));
    else if (kind === kinds.auth) readToken(decoder);
    else if (kind !== kinds.queryAwareness && kind !== kinds.close) return null;
    return { name: address.split('\0')[0] ?? '', isSync };
  } catch {
    return null;
  }
}

function readSync(decoder: decoding.Decoder): void {
  const step = decoding.readVarUint(decoder);
  const content = decoding.readVarUint8Array(decoder);
  if (step === 0) decodeStateVector(content);
  else if (step > 2) throw new Error('unknown step');
  else if (hasTooManyPieces(content)) throw new Error('more pieces than people write');
}

function readAwareness(content: Uint8Array): void {
  const decoder = decoding.createDecoder(content);
  const count = decoding.readVarUint(decoder);
  for (let index = 0; index < count; index += 1) {
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    const state: unknown = JSON.parse(decoding.readVarString(decoder));
    if (typeof state !== 'object' || Array.isArray(state)) throw new Error('no state');
  }
}

function readToken(decoder: decoding.Decoder): void {
  if (decoding.readVarUint(decoder) !== 0) throw new Error('no token');
  decoding.readVarString(decoder);
}

/**
 * The incident of a frame that reports everything as saved; null for any other frame from the
 * server.
 */
export function savedNotice(data: Uint8Array): string | null {
  if (data.length > 200) return null;
  const decoder = decoding.createDecoder(data);
  const address = decoding.readVarString(decoder);
  const isSaved =
    decoding.readVarUint(decoder) === kinds.syncStatus && decoding.readVarUint(decoder) === 1;
  return isSaved ? (address.split('\0')[0] ?? '') : null;
}
