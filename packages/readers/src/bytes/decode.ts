import { isUtf8 } from 'node:buffer';
import type { Mark } from '@debrief/contract';

/** Longer records are rejected without being read into memory. */
export const maxRecordBytes = 16 * 1024 * 1024;
/** Longer text is truncated; the payload contains all of it. */
export const maxTextLength = 1_000_000;

export interface Decoded {
  text: string;
  marks: Mark[];
  /** The raw record: text if it is UTF-8 without NUL, else its bytes. */
  payload: string | Uint8Array;
}

const windows1252 = new TextDecoder('windows-1252');

/** Decodes a record: UTF-8, else Windows-1252, which has a character for every byte. */
export function decodeRecord(bytes: Buffer): Decoded {
  if (!isUtf8(bytes))
    return {
      text: windows1252.decode(bytes),
      marks: ['wrong-encoding'],
      payload: Buffer.from(bytes),
    };
  const text = bytes.toString('utf8');
  return { text, marks: [], payload: text.includes('\0') ? Buffer.from(bytes) : text };
}

/**
 * UTF-8 decoded as Windows-1252 (Ã©, â€™, Â°) or Mac Roman (√©, ‚Üí, ‚Äô), and the replacement
 * character.
 */
const mangled =
  /\ufffd|â€|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|ðŸ|‚Ä[ôúùìîòòú¢¶ûò]|‚Ü[ííêëì]|‚[âàÇ][•†•§¨†]|√[©®°§¢∂∫¥†≠±ºª¨≥≤]/;

/**
 * Text that the database can store: no NUL, no half surrogate pair. Text that was already garbled
 * is kept and marked.
 */
export function cleanText(text: string): { text: string; marks: Mark[] } {
  const marks: Mark[] = [];
  const safe = storable(text);
  if (safe !== text || mangled.test(safe)) marks.push('mangled-text');
  if (safe.length <= maxTextLength) return { text: safe, marks };
  marks.push('shortened');
  return { text: safe.slice(0, maxTextLength).toWellFormed(), marks };
}

export function storable(text: string): string {
  const wellFormed = text.isWellFormed() ? text : text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\ufffd') : wellFormed;
}

/** At most 200 characters of a rejected record, for display. */
export function toExcerpt(bytes: Buffer | string): string {
  const text =
    typeof bytes === 'string' ? bytes.slice(0, 400) : decodeRecord(bytes.subarray(0, 400)).text;
  const flat = storable(text).replaceAll(/\s+/g, ' ').trim();
  return flat.length <= 200 ? flat : `${flat.slice(0, 199).toWellFormed()}…`;
}
