import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';

// A pack of objects: https://git-scm.com/docs/gitformat-pack

export interface GitObject {
  id: string;
  type: 'commit' | 'tag' | 'tree' | 'blob';
  data: Buffer;
}

const types: Record<number, GitObject['type']> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const offsetDelta = 6;
const idDelta = 7;
/** No one writes longer commits, and a damaged size must not take memory. */
const mostObjectBytes = 10_000_000;
const mostPackBytes = 50_000_000;

/** The objects of a pack. Throws a `SyntaxError` if it is damaged or unpacks to too much. */
export function readPack(pack: Buffer, idLength: number): GitObject[] {
  if (pack.toString('latin1', 0, 4) !== 'PACK') throw new SyntaxError('Not a pack');
  const hash = idLength === 20 ? 'sha1' : 'sha256';
  const count = pack.readUInt32BE(8);
  const byOffset = new Map<number, GitObject>();
  const byId = new Map<string, GitObject>();
  let at = 12;
  let unpacked = 0;
  for (let index = 0; index < count; index += 1) {
    const start = at;
    const head = readHead(pack, at);
    at = head.end;
    let base: GitObject | undefined;
    if (head.type === offsetDelta) {
      const { value, end } = readOffset(pack, at);
      base = byOffset.get(start - value);
      at = end;
    } else if (head.type === idDelta) {
      base = byId.get(pack.toString('hex', at, at + idLength));
      at += idLength;
    }
    const isDelta = head.type === offsetDelta || head.type === idDelta;
    if (isDelta && base === undefined) throw new SyntaxError('A delta has no base');
    const { data, end } = inflate(pack, at, head.size);
    at = end;
    const full = base ? applyDelta(base.data, data) : data;
    unpacked += full.length;
    if (unpacked > mostPackBytes) throw new SyntaxError('The pack is too large');
    const type = base?.type ?? types[head.type];
    if (type === undefined) throw new SyntaxError(`Unknown type of object ${head.type}`);
    const id = createHash(hash).update(`${type} ${full.length}\0`).update(full).digest('hex');
    const object: GitObject = { id, type, data: full };
    byOffset.set(start, object);
    byId.set(id, object);
  }
  return [...byId.values()];
}

function readHead(pack: Buffer, start: number): { type: number; size: number; end: number } {
  let at = start;
  let byte = byteAt(pack, at);
  at += 1;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte >= 128; factor *= 128) {
    byte = byteAt(pack, at);
    at += 1;
    size += (byte & 127) * factor;
    if (size > mostObjectBytes) throw new SyntaxError('An object is too large');
  }
  return { type, size, end: at };
}

function readOffset(pack: Buffer, start: number): { value: number; end: number } {
  let at = start;
  let byte = byteAt(pack, at);
  let value = byte & 127;
  while (byte >= 128) {
    at += 1;
    byte = byteAt(pack, at);
    value = (value + 1) * 128 + (byte & 127);
    if (value > pack.length) throw new SyntaxError('A delta has no base');
  }
  return { value, end: at + 1 };
}

/** `info` says how many bytes were used: the pack has no lengths of compressed objects. */
function inflate(pack: Buffer, at: number, size: number): { data: Buffer; end: number } {
  const { buffer, engine } = inflateWithInfo(pack.subarray(at), size);
  if (buffer.length !== size) throw new SyntaxError('An object has another size');
  return { data: buffer, end: at + engine.bytesWritten };
}

/** The cast holds because of `info: true`, which the types of Node don't know. */
function inflateWithInfo(
  bytes: Buffer,
  size: number,
): { buffer: Buffer; engine: { bytesWritten: number } } {
  try {
    return inflateSync(bytes, { info: true, maxOutputLength: Math.max(size, 1) }) as never;
  } catch {
    throw new SyntaxError('An object is damaged');
  }
}

/** https://git-scm.com/docs/gitformat-pack#_deltified_representation */
function applyDelta(base: Buffer, delta: Buffer): Buffer {
  const from = readSize(delta, 0);
  const to = readSize(delta, from.end);
  if (from.value !== base.length || to.value > mostObjectBytes)
    throw new SyntaxError('A delta has another base');
  const parts: Buffer[] = [];
  let length = 0;
  for (let at = to.end; at < delta.length;) {
    const operation = byteAt(delta, at);
    at += 1;
    let part: Buffer;
    if (operation >= 128) {
      let [offset, size] = [0, 0];
      for (let bit = 0; bit < 4; bit += 1)
        if (operation & (1 << bit)) offset += byteAt(delta, at++) * 256 ** bit;
      for (let bit = 0; bit < 3; bit += 1)
        if (operation & (16 << bit)) size += byteAt(delta, at++) * 256 ** bit;
      part = base.subarray(offset, offset + (size === 0 ? 65_536 : size));
    } else {
      part = delta.subarray(at, at + operation);
      at += operation;
    }
    length += part.length;
    if (length > to.value) throw new SyntaxError('A delta is damaged');
    parts.push(part);
  }
  if (length !== to.value) throw new SyntaxError('A delta is damaged');
  return Buffer.concat(parts);
}

function readSize(delta: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, factor = 1; ; at += 1, factor *= 128) {
    const byte = byteAt(delta, at);
    value += (byte & 127) * factor;
    if (byte < 128) return { value, end: at + 1 };
    if (value > mostObjectBytes) throw new SyntaxError('A delta is too large');
  }
}

function byteAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new SyntaxError('The pack is cut off');
  return byte;
}
