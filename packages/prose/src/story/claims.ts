import { splitSentences } from '../report/index.ts';
import { detectLanguage, type Language } from './language.ts';
import { bulletMarks, type Part, type Range } from './parts.ts';
import { readPasted } from './paste.ts';

export interface Claim extends Range {
  part: Part;
  /** The text without its bullet and label (`Fix:`, `2:45 AM:`). */
  said: string;
  /** Where `said` starts in the story's text. */
  saidStart: number;
  label: string | null;
  isBullet: boolean;
  language: Language;
}

export interface StoryText {
  text: string;
  claims: Claim[];
  language: Language;
}

const bullet = new RegExp(
  String.raw`^[ \t]*(?:${bulletMarks}|[✅❌]|\d{1,2}[.)])[ \t\u00A0]+`,
  'u',
);
const boldLabel = /^\*\*([^*\n]{1,60}?):?\*\*:?\s*/;
const plainLabel =
  /^((?:[A-Z][\w'’/-]*)(?: [\w'’/-]+){0,3}|\d{1,2}:\d{2}(?: ?[AaPp][Mm])?|[\p{Script=Han}]{1,8})[:：]\s+(?=\S)/u;

function readLabel(text: string, isBullet: boolean): { label: string | null; length: number } {
  const bold = boldLabel.exec(text);
  if (bold)
    return {
      label: (bold[1] ?? '').trim(),
      length: bold[0].length === text.length ? 0 : bold[0].length,
    };
  const plain = isBullet ? plainLabel.exec(text) : null;
  return plain ? { label: plain[1] ?? null, length: plain[0].length } : { label: null, length: 0 };
}

/** Ranges that are read as a unit: a bullet with its wrapped lines, or a paragraph. */
function splitBlocks(
  text: string,
  range: Range,
): { start: number; end: number; isBullet: boolean }[] {
  const blocks: { start: number; end: number; isBullet: boolean }[] = [];
  let start = range.start;
  let isOpen = false;
  for (const line of text.slice(range.start, range.end).split('\n')) {
    const end = start + line.length;
    const mark = bullet.exec(line);
    const last = blocks.at(-1);
    if (!line.trim()) isOpen = false;
    else if (mark) {
      blocks.push({ start: start + mark[0].length, end, isBullet: true });
      isOpen = true;
    } else if (isOpen && last) last.end = end;
    else {
      blocks.push({ start, end, isBullet: false });
      isOpen = true;
    }
    start = end + 1;
  }
  return blocks;
}

/**
 * The claims in a range of a text: its bullets and sentences, with offsets in the full text.
 * Wrapped lines are joined.
 */
export function splitClaims(text: string, range: Range, part: Part): Claim[] {
  return splitBlocks(text, range).flatMap(({ start, end, isBullet }) => {
    const block = text.slice(start, end);
    const { label, length } = readLabel(block.trimStart(), isBullet);
    const offset = start + block.length - block.trimStart().length;
    const sentences = splitSentences(text.slice(offset + length, end).replaceAll('\n', ' ')).filter(
      (one) => /[\p{L}\p{N}]/u.test(one.text),
    );
    return sentences.map((one, index): Claim => {
      const saidStart = offset + length + one.start;
      const said = one.text;
      const isFirst = index === 0;
      return {
        part,
        start: isFirst ? offset : saidStart,
        end: saidStart + said.length,
        said,
        saidStart,
        label: isFirst ? label : null,
        isBullet,
        language: detectLanguage(said),
      };
    });
  });
}

/**
 * The story of one answer in a pasted text (`readPasted` of the same text). Offsets are in the
 * pasted text.
 */
export function toStoryText(text: string, answer = 0, pasted = readPasted(text)): StoryText {
  const claims = pasted.pieces.flatMap((piece) =>
    piece.answer === answer && piece.kind === 'part' && piece.part
      ? splitClaims(text, piece, piece.part)
      : [],
  );
  return { text, claims, language: pasted.answers[answer]?.language ?? 'en' };
}

/** The story of separately stored claims: each is a line of the text that the offsets refer to. */
export function buildStoryText(kept: readonly { part: Part; text: string }[]): StoryText {
  let start = 0;
  const claims = kept.map(({ part, text }): Claim => {
    const mark = bullet.exec(text)?.[0].length ?? 0;
    const { label, length } = readLabel(text.slice(mark), true);
    const saidStart = start + mark + length;
    const claim = {
      part,
      start,
      end: start + text.length,
      said: text.slice(mark + length).trimEnd(),
      saidStart,
      label,
      isBullet: mark > 0,
      language: detectLanguage(text),
    };
    start += text.length + 1;
    return claim;
  });
  const text = kept.map((one) => one.text).join('\n');
  return { text, claims, language: detectLanguage(text) };
}

export function collectPartText(story: StoryText, part: Part): string {
  return story.claims
    .filter((claim) => claim.part === part)
    .map((claim) => claim.said)
    .join(' ');
}
