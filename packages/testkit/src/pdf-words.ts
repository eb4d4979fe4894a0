import { inflateSync } from 'node:zlib';

/**
 * The words of a PDF in drawing order, decoded with each font's character map: what copying and
 * searching find.
 */
export function readPdfWords(pdf: Buffer): string {
  const objects = new Map<string, { head: string; stream: string }>();
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, id = '', body = ''] = match;
    const at = body.indexOf('stream\n');
    const head = at === -1 ? body : body.slice(0, at);
    const raw = at === -1 ? '' : body.slice(at + 7, body.lastIndexOf('\nendstream'));
    const isPacked = head.includes('/FlateDecode');
    objects.set(id, {
      head,
      stream: raw === '' || head.includes('/FontFile') ? '' : isPacked ? inflate(raw) : raw,
    });
  }
  const fonts = new Map<string, Map<string, string>>();
  for (const { head } of objects.values()) {
    for (const [, name = '', id = ''] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.head ?? '')?.[1];
      if (table !== undefined) fonts.set(name, readLetterTable(objects.get(table)?.stream ?? ''));
    }
  }
  const pages = [...objects.values()].filter(({ stream }) => /\bTJ\b/.test(stream));
  return pages.map(({ stream }) => wordsIn(stream, fonts)).join('\n');
}

function inflate(raw: string): string {
  try {
    return inflateSync(Buffer.from(raw, 'latin1')).toString('latin1');
  } catch {
    return '';
  }
}

function readLetterTable(table: string): Map<string, string> {
  const letters = new Map<string, string>();
  const decodeHex = (hex: string) =>
    Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, from = '', , list = ''] of table.matchAll(/<(\w+)> <(\w+)> \[([^\]]*)\]/g)) {
    for (const [at, [, hex = '']] of [...list.matchAll(/<([\w ]*)>/g)].entries())
      letters.set((Number.parseInt(from, 16) + at).toString(16).padStart(4, '0'), decodeHex(hex));
  }
  return letters;
}

function wordsIn(stream: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let letters: ReadonlyMap<string, string> = new Map();
  let words = '';
  for (const [, font, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? new Map();
    for (const [, hex = ''] of (shown ?? '').matchAll(/<(\w+)>/g))
      for (const sign of hex.match(/.{4}/g) ?? []) words += letters.get(sign) ?? '\uFFFD';
  }
  return words;
}
