/** Decoded text, and its encoding. */
export interface Decoded {
  text: string;
  encoding: string | null;
}

/**
 * Decodes bytes of unknown encoding: by byte order mark, as UTF-8, as the Chinese or Japanese
 * encoding whose common characters match, else as Windows-1252, which accepts everything. Pure; the
 * caller keeps the bytes.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  for (const [encoding, mark] of marks) {
    if (mark.every((byte, index) => bytes[index] === byte))
      return {
        text: new TextDecoder(encoding).decode(bytes),
        encoding: encoding === 'utf-8' ? null : encoding,
      };
  }
  const utf8 = read('utf-8', bytes);
  if (utf8 !== null) return { text: utf8, encoding: null };
  const pairs = listPairs(bytes);
  for (const { encoding, isEveryday } of eastern) {
    const everyday = pairs.filter(([lead, trail]) => isEveryday(lead, trail)).length;
    if (everyday < fewest || everyday < pairs.length * mostAre) continue;
    const text = read(encoding, bytes);
    if (text !== null) return { text, encoding };
  }
  return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' };
}

/**
 * The Chinese or Japanese encoding of the start of a file that is not UTF-8; null if it is neither.
 */
export function detectEastern(head: Uint8Array): string | null {
  const pairs = listPairs(head);
  const found = eastern.find(({ isEveryday }) => {
    const everyday = pairs.filter(([lead, trail]) => isEveryday(lead, trail)).length;
    return everyday >= fewest && everyday >= pairs.length * mostAre;
  });
  if (found === undefined) return null;
  try {
    new TextDecoder(found.encoding, { fatal: true }).decode(head, { stream: true });
    return found.encoding;
  } catch {
    return null;
  }
}

const marks: readonly [encoding: string, mark: readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Two adjacent accented letters look like one common character; real text has more of them. */
const fewest = 4;
const mostAre = 0.8;

/**
 * Two-byte encodings with the bytes of their common characters and punctuation, the strictest
 * first.
 */
const eastern: readonly {
  encoding: string;
  isEveryday: (lead: number, trail: number) => boolean;
}[] = [
  {
    encoding: 'gb18030',
    isEveryday: (lead, trail) =>
      trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3)),
  },
  {
    encoding: 'shift_jis',
    isEveryday: (lead, trail) =>
      trail >= 0x40 && ((lead >= 0x81 && lead <= 0x83) || (lead >= 0x88 && lead <= 0x9f)),
  },
  { encoding: 'big5', isEveryday: (lead, trail) => lead >= 0xa1 && lead <= 0xc6 && trail >= 0x40 },
];

/**
 * Pairs of non-ASCII bytes; ASCII between them (English words, digits) says nothing about the
 * encoding.
 */
function listPairs(bytes: Uint8Array): [lead: number, trail: number][] {
  const pairs: [number, number][] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    pairs.push([lead, bytes[at + 1] ?? 0]);
    at += 1;
  }
  return pairs;
}

function read(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
