/** What a message is made of. Everything that is not understood stays text. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'code'; text: string }
  | { type: 'block'; text: string }
  | { type: 'bold'; text: string }
  | { type: 'link'; text: string; href: string };

/** The address if a reader may safely follow it, else null: http, https and mailto alone. */
export function safeHref(address: string): string | null {
  if (!/^(https?:\/\/|mailto:)/i.test(address) || /[\u0000-\u0020\u007f<>"\\]/.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

const patterns = [
  /```(?<block>[\s\S]+?)```/,
  /`(?<code>[^`\n]+)`/,
  /<(?<slackUrl>(?:https?:\/\/|mailto:)[^|>\s]+)(?:\|(?<slackLabel>[^>\n]+))?>/,
  /\[(?<mdLabel>[^\]\n]{1,300})\]\((?<mdUrl>(?:https?:\/\/|mailto:)[^)\s]{1,2000})\)/,
  /(?<url>https?:\/\/[^\s<>"'`|]{1,2000})/,
  /(?<![\w*])\*\*?(?<bold>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*\*?(?![\w*])/,
];
const pattern = new RegExp(patterns.map((one) => one.source).join('|'), 'g');

/** Splits the text of a message into pieces; the pieces of plain text are exactly what was written. Linear in the length of the text. */
export function parseEvidenceText(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const piece = pieceOf(match.groups ?? {});
    if (piece === null) continue;
    // A sentence's own full stop or bracket is not part of the address at its end.
    const tail = match.groups?.['url'] === undefined ? '' : (/[.,;:!?)\]}]+$/.exec(match[0])?.[0] ?? '');
    if (match.index > from) pieces.push({ type: 'text', text: text.slice(from, match.index) });
    pieces.push(
      piece.type === 'link' && tail !== '' ? { type: 'link', text: piece.text.slice(0, -tail.length), href: piece.href.slice(0, -tail.length) } : piece,
    );
    from = match.index + match[0].length - tail.length;
  }
  if (from < text.length) pieces.push({ type: 'text', text: text.slice(from) });
  return pieces;
}

function pieceOf(groups: Record<string, string | undefined>): Piece | null {
  const { block, code, bold, slackUrl, slackLabel, mdUrl, mdLabel, url } = groups;
  if (block !== undefined) return { type: 'block', text: block.replace(/^\n/, '').replace(/\n$/, '') };
  if (code !== undefined) return { type: 'code', text: code };
  if (bold !== undefined) return { type: 'bold', text: bold };
  const address = slackUrl ?? mdUrl ?? url;
  const href = address === undefined ? null : safeHref(address);
  if (address === undefined || href === null) return null;
  return { type: 'link', text: slackLabel ?? mdLabel ?? address, href };
}
