import { isUtf8 } from 'node:buffer';
import { parseHtml } from './parse-html.ts';
import { storable } from '../bytes/decode.ts';
import { pageText } from './page-text.ts';

export type DocumentFormat = 'markdown' | 'html' | 'text';

/** The format of a document, by its name and its start. */
export function documentFormat(name: string, text: string): DocumentFormat {
  if (/\.html?$/i.test(name) || /^\s*(<!doctype html|<html[\s>])/i.test(text)) return 'html';
  if (/\.(md|markdown|mdx|mdown)$/i.test(name)) return 'markdown';
  const headings = text.match(/^#{1,6} +\S/gm)?.length ?? 0;
  return headings >= 2 && /^\s*#{1,6} +\S/.test(text) ? 'markdown' : 'text';
}

/**
 * Decodes the named encoding, or UTF-8, UTF-16 with a byte order mark, or else Windows-1252, which has a character for
 * every byte. Replaces what the database cannot store.
 */
export function decodeDocument(content: Uint8Array, encoding?: string): string {
  if (encoding !== undefined) return storable(new TextDecoder(encoding).decode(content));
  if (content[0] === 0xff && content[1] === 0xfe)
    return storable(new TextDecoder('utf-16le').decode(content));
  if (content[0] === 0xfe && content[1] === 0xff)
    return storable(new TextDecoder('utf-16be').decode(content));
  return storable(new TextDecoder(isUtf8(content) ? 'utf-8' : 'windows-1252').decode(content));
}

/** The text of a document as evidence: for HTML what a browser shows, else the text as it is. */
export function documentText(name: string, text: string): string {
  if (documentFormat(name, text) !== 'html') return text;
  try {
    return pageText(parseHtml(text)).text;
  } catch (error) {
    // Nested too deeply to walk: its source is used as text.
    if (!(error instanceof RangeError)) throw error;
    return text;
  }
}
