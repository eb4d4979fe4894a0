export interface Folded {
  text: string;
  /** How many lines of the quoted mail were left out. */
  leftOut: number;
}

const separators = [
  /^-{2,}\s*(?:original message|original appointment|forwarded by .*|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}$/i,
  /^_{10,}$/,
];
const headerLabels =
  /^\*?(?:from|sent|date|to|cc|subject|von|gesendet|datum|an|betreff|de|envoyé|à|objet|enviado|para|asunto|da|inviato|a|oggetto)\s?:\*?\s?\S/i;
const opening = /^(?:on|am|le|el|il|op)\s.*\d/i;
const attribution =
  /(?:wrote|writes|schrieb|a écrit|escribió|ha scritto|napisał\(?a?\)?|skrev|写道|寫道|のメール|wrote the following)\s?[:：]\s*$|^(?:on|am|le|el|il|op)\s.+[:：]\s*$/i;

/**
 * A reply without the mail that it quotes at its end. What is written between or below the quoted
 * lines is kept with everything above it.
 */
export function foldQuoted(text: string): Folded {
  const lines = text.split('\n');
  const start = findHeaderBlock(lines) ?? findQuotedTail(lines);
  const kept = start === null ? text : lines.slice(0, start).join('\n').trimEnd();
  if (start === null || kept.trim() === '') return { text, leftOut: 0 };
  const leftOut = lines.slice(start).filter((line) => line.trim() !== '').length;
  return { text: kept, leftOut };
}

/** As Outlook quotes: a line across, or the headers of the mail, and then all of it. */
function findHeaderBlock(lines: readonly string[]): number | null {
  const at = lines.findIndex(
    (line, index) =>
      (separators.some((separator) => separator.test(line.trim())) &&
        (!line.trim().startsWith('_') || countHeaders(lines, index + 1) >= 3)) ||
      (headerLabels.test(line.trim()) && countHeaders(lines, index) >= 3),
  );
  return at === -1 ? null : at;
}

function countHeaders(lines: readonly string[], from: number): number {
  const block = lines.slice(from, from + 10).filter((line) => line.trim() !== '');
  const end = block.findIndex((line) => !headerLabels.test(line.trim()));
  return end === -1 ? block.length : end;
}

/** Lines with `>` to the end, with the line above that says who wrote them. */
function findQuotedTail(lines: readonly string[]): number | null {
  let at = lines.length;
  let quoted = 0;
  for (; at > 0; at -= 1) {
    const line = (lines[at - 1] ?? '').trim();
    if (line !== '' && !line.startsWith('>')) break;
    if (line.startsWith('>')) quoted += 1;
  }
  if (quoted === 0) return null;
  const height = [3, 2, 1].find((count) => isAttribution(lines.slice(Math.max(0, at - count), at)));
  if (height !== undefined) return at - height;
  // A line that ends with a colon quotes something else, such as a log.
  return /[:：]$/.test((lines[at - 1] ?? '').trim()) ? null : at;
}

/** A long one is wrapped: only its first line starts like one. */
function isAttribution(lines: readonly string[]): boolean {
  const line = lines.map((part) => part.trim()).join(' ');
  const isWhole = lines.length === 1 || opening.test(lines[0] ?? '');
  return isWhole && lines.every((part) => part.trim() !== '') && attribution.test(line);
}

const htmlMarks =
  /<div[^>]+class="?[^">]*\b(?:gmail_quote|yahoo_quoted|moz-cite-prefix)\b|<div[^>]+id="?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)\b|<blockquote[^>]+type="?cite/i;

/** The start of a page up to the mail that it quotes; null if none is marked. */
export function cutQuotedHtml(html: string): string | null {
  const at = html.search(htmlMarks);
  return at === -1 ? null : html.slice(0, at);
}
