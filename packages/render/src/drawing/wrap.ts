/** Square letters: a line can break between any two; closing punctuation stays with them. */
const square =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const closing = /^[、。，．！？：；）」』】〉》”’…ー]$/u;

/**
 * Breaks a statement into lines of about this many Latin letters; text that does not fit ends in
 * `…`.
 */
export function wrapText(text: string, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    for (const [at, piece] of splitWord(word, width).entries()) {
      const gap = at > 0 || line === '' ? '' : ' ';
      if (line !== '' && measureWidth(line + gap + piece) > width) {
        lines.push(line);
        line = piece;
      } else line += gap + piece;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${clipLine(lines[most - 1] ?? '', width - 1)}…`];
}

function measureWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += square.test(sign) ? 2 : 1;
  return width;
}

/** Parts of a word between which a line can break, none wider than a line. */
function splitWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  let isOpen = false;
  for (const sign of word) {
    const last = pieces.at(-1);
    const isSquare = square.test(sign);
    const staysWith =
      last !== undefined &&
      (closing.test(sign) || (!isSquare && isOpen)) &&
      measureWidth(last + sign) <= width;
    if (staysWith) pieces[pieces.length - 1] = last + sign;
    else pieces.push(sign);
    isOpen = !isSquare && !closing.test(sign);
  }
  return pieces;
}

function clipLine(line: string, width: number): string {
  let kept = '';
  for (const sign of line) {
    if (measureWidth(kept + sign) > width) break;
    kept += sign;
  }
  return kept;
}
