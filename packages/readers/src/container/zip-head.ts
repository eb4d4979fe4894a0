import { constants, inflateRawSync } from 'node:zlib';

const signature = Buffer.from('PK\x03\x04', 'latin1');
const headerBytes = 30;
const mostBytes = 4 * 1024 * 1024;
const unknownSize = 0xffffffff;

export interface HeadFile {
  path: string;
  /** Its content as far as it has arrived; null if it can't be unpacked. */
  unpack(): Buffer | null;
}

/** The files at the start of a zip whose directory, at its end, has not arrived yet. */
export function* headFiles(head: Buffer): Generator<HeadFile> {
  for (let at = head.indexOf(signature); at !== -1;) {
    if (at + headerBytes > head.length) return;
    const method = head.readUInt16LE(at + 8);
    const size = head.readUInt32LE(at + 18);
    const nameEnd = at + headerBytes + head.readUInt16LE(at + 26);
    const from = nameEnd + head.readUInt16LE(at + 28);
    const isEncrypted = (head.readUInt16LE(at + 6) & 1) !== 0;
    const path = head
      .subarray(at + headerBytes, nameEnd)
      .toString('utf8')
      .normalize('NFC');
    // A zip written as a stream has the size of a file after it.
    const next = head.indexOf(signature, size === 0 || size === unknownSize ? from : from + size);
    const packed = head.subarray(from, next === -1 ? head.length : next);
    if (!path.endsWith('/'))
      yield { path, unpack: () => (isEncrypted ? null : unpack(packed, method)) };
    at = next;
  }
}

function unpack(packed: Buffer, method: number): Buffer | null {
  if (method === 0) return packed;
  if (method !== 8) return null;
  try {
    return inflateRawSync(packed, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: mostBytes,
    });
  } catch {
    return null;
  }
}
