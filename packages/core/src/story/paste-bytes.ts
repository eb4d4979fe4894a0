/** Bytes as text, and by which encoding they were read. */
export interface Decoded {
  text: string;
  encoding: string | null;
}

/**
 * The text of bytes whose encoding nobody knows: by its mark, as UTF-8, as GB 18030 where that gives Chinese, else as Windows-1252, which reads everything.
 * Pure; the bytes are kept by the caller.
 */
export function decoded(bytes: Uint8Array): Decoded {
  for (const [encoding, mark] of marks) {
    if (mark.every((byte, index) => bytes[index] === byte))
      return { text: new TextDecoder(encoding).decode(bytes), encoding: encoding === 'utf-8' ? null : encoding };
  }
  const utf8 = read('utf-8', bytes);
  if (utf8 !== null) return { text: utf8, encoding: null };
  const chinese = read('gb18030', bytes);
  const han = chinese?.match(/\p{Script=Han}/gu)?.length ?? 0;
  // Two letters with accents read as one Chinese character here and there; a Chinese text consists of them.
  if (chinese !== null && han > 0 && han >= (chinese.match(/\p{L}/gu)?.length ?? 0) * 0.4) return { text: chinese, encoding: 'gb18030' };
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

const marks: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function read(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
