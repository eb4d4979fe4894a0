import { safeHref } from '@debrief/rules/text';

/**
 * A part of a message. Anything unknown stays text. `start` is where its words start in the raw
 * text (UTF-16 units).
 */
export type Piece =
  | { type: 'text' | 'code' | 'block' | 'bold'; text: string; start: number }
  | { type: 'link'; text: string; href: string; start: number };

// Every repetition is bounded or ends at its own first character, so that matching takes linear
// time.
const patterns = [
  /```(?<block>[\s\S]+?)```/,
  /`(?<code>[^`\n]+)`/,
  /<(?<slackUrl>(?:https?:\/\/|mailto:)[^|>\s]{1,2000})(?:\|(?<slackLabel>[^>\n]{1,500}))?>/,
  /\[(?<mdLabel>[^\]\n]{1,300})\]\((?<mdUrl>(?:https?:\/\/|mailto:)[^)\s]{1,2000})\)/,
  /(?<url>https?:\/\/[^\s<>"'`|]{1,2000})/,
  /(?<![\w*])\*\*?(?<bold>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*?(?![\w*])/,
];
const pattern = new RegExp(patterns.map((one) => one.source).join('|'), 'dg');

/**
 * Splits the text of a message into pieces; pieces of plain text are exactly what was written.
 * Linear in the length of the text.
 */
export function parseEvidenceText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const piece = toPiece(match.groups ?? {}, match.indices?.groups ?? {});
    if (piece === null) continue;
    if (match.index > from)
      pieces.push({ type: 'text', text: text.slice(from, match.index), start: from });
    pieces.push(piece);
    // A bare URL can be shorter than the match.
    from =
      match.index + (match.groups?.['url'] === undefined ? match[0].length : piece.text.length);
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from), start: from });
  return pieces;
}

function toPiece(
  groups: Record<string, string | undefined>,
  places: Record<string, [number, number] | undefined>,
): Piece | null {
  const { block, code, bold, slackUrl, slackLabel, mdUrl, mdLabel, url } = groups;
  const findStart = (name: string) => places[name]?.[0] ?? 0;
  if (block !== undefined)
    return {
      type: 'block',
      text: block.replace(/^\n/, '').replace(/\n$/, ''),
      start: findStart('block') + (block.startsWith('\n') ? 1 : 0),
    };
  if (code !== undefined) return { type: 'code', text: code, start: findStart('code') };
  if (bold !== undefined) return { type: 'bold', text: bold, start: findStart('bold') };
  // A full stop or bracket at its end belongs to the sentence, not to the URL.
  const address = slackUrl ?? mdUrl ?? url?.replace(/[.,;:!?)\]}]+$/, '') ?? '';
  const href = safeHref(address);
  if (href === null) return null;
  const start = findStart(
    slackLabel === undefined
      ? mdLabel === undefined
        ? slackUrl === undefined
          ? 'url'
          : 'slackUrl'
        : 'mdLabel'
      : 'slackLabel',
  );
  return { type: 'link', text: slackLabel ?? mdLabel ?? address, href, start };
}
