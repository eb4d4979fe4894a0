import { maskCharacter } from '@debrief/contract';
import type { EvidenceDetails } from '@debrief/contract';
import { cutLength, foldCase, findPlaces } from './find-words.ts';

/** Shorter words occur in too many places, so they are masked only where they were selected. */
const tellingLength = 4;

/**
 * Masks every UTF-16 unit of a part except line breaks, so that length and offsets do not change.
 */
export function maskText(text: string, start = 0, end = text.length): string {
  return (
    text.slice(0, start) +
    text.slice(start, end).replaceAll(/[^\n\r]/g, maskCharacter) +
    text.slice(end)
  );
}

/** Whether only masks are left. */
export function isAllMasked(text: string): boolean {
  return text.includes(maskCharacter) && !hasWords(text);
}

export function hasWords(text: string): boolean {
  return text.replaceAll(maskCharacter, '').trim() !== '';
}

/**
 * The words of a part that earlier redactions have left, each long enough to search for elsewhere.
 */
export function splitWords(part: string): string[] {
  return part
    .split(maskCharacter)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= tellingLength);
}

/** Masks the words in texts other than the one in which they were selected. */
export interface Masker {
  /** Masks full occurrences, ignoring case. */
  whole(text: string): string;
  /** Also masks when the text is a part of the words, or is cut off in the middle of them. */
  pieces(text: string): string;
}

export function createMasker(words: readonly string[]): Masker {
  const telling = spellings(words.filter((word) => word.length >= tellingLength)).map(foldCase);
  const whole = (text: string) => {
    const places = telling.length === 0 ? [] : findPlaces(telling, foldCase(text));
    return places.reduce((left, [from, to]) => maskText(left, from, to), text);
  };
  return {
    whole,
    pieces(text) {
      const stem = foldCase(text.replace(/…$/, '').trim());
      if (stem.length >= tellingLength && telling.some((word) => word.includes(stem)))
        return maskText(text);
      return withoutCutTail(whole(text), telling);
    },
  };
}

/** A truncated text can end with the start of the words. */
function withoutCutTail(text: string, words: readonly string[]): string {
  const end = text.endsWith('…') ? text.length - 1 : text.length;
  const tail = foldCase(text.slice(0, end));
  const length = Math.max(0, ...words.map((word) => cutLength(word, tail)));
  return length >= tellingLength ? maskText(text, end - length, end) : text;
}

/** The words as they are, and URL-encoded. */
function spellings(words: readonly string[]): string[] {
  return [
    ...new Set(
      words.flatMap((word) => [
        word,
        encodeURIComponent(word.toWellFormed()),
        encodeURI(word.toWellFormed()),
      ]),
    ),
  ];
}

/** The words as a file can contain them: as they are, URL-encoded, and as JSON strings. */
export function toSpellings(words: readonly string[]): string[] {
  return [
    ...new Set(spellings(words).flatMap((word) => [word, JSON.stringify(word).slice(1, -1)])),
  ];
}

/**
 * Masks every text in the details. A link or file whose URL matches is removed completely. Events
 * and reactions are kept: they are not words.
 */
export function maskDetails(
  details: EvidenceDetails,
  mask: (text: string) => string,
): EvidenceDetails {
  const { event, reactions, links, files, commit, title, fields } = details;
  const isKept = ({ url }: { url?: string | undefined }) => url === undefined || mask(url) === url;
  return {
    ...(reactions && { reactions }),
    ...(files && {
      files: files.filter(isKept).map((file) => ({ ...file, name: mask(file.name) })),
    }),
    ...(links && {
      links: links
        .filter(isKept)
        .map((link) => ({ ...link, ...(link.title !== undefined && { title: mask(link.title) }) })),
    }),
    ...(event && { event }),
    ...(commit && {
      commit: {
        ...commit,
        ...(commit.tag !== undefined && { tag: mask(commit.tag) }),
        files: commit.files.map((file) => ({ ...file, path: mask(file.path) })),
      },
    }),
    ...(title !== undefined && { title: mask(title) }),
    ...(fields && {
      fields: Object.fromEntries(
        Object.entries(fields).flatMap(([name, value]) =>
          mask(name) === name ? [[name, mask(value)]] : [],
        ),
      ),
    }),
  };
}

/** What remains of the details of a fully redacted item. */
export function stripDetails({ event, reactions }: EvidenceDetails): EvidenceDetails {
  return { ...(reactions && { reactions }), ...(event && { event }) };
}

/**
 * A later revision of a redacted text: shows only what was unmasked in the earlier text, in the
 * same order. Everything between is masked; a revision that does not follow the earlier text is
 * masked completely.
 */
export function hideWording(wording: string, before: string): string {
  const shown = before.split(new RegExp(`${maskCharacter}+`));
  if (shown.length === 1) return maskText(wording);
  const [first = ''] = shown;
  const last = shown.at(-1) ?? '';
  if (
    !wording.startsWith(first) ||
    !wording.endsWith(last) ||
    wording.length < first.length + last.length
  )
    return maskText(wording);
  const limit = wording.length - last.length;
  let result = first;
  let at = first.length;
  for (const part of shown.slice(1, -1)) {
    const found = wording.indexOf(part, at);
    if (found < 0 || found + part.length > limit) return maskText(wording);
    result += maskText(wording.slice(at, found)) + part;
    at = found + part.length;
  }
  return result + maskText(wording.slice(at, limit)) + last;
}
