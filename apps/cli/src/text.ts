import { textWidth } from './width.ts';

// Control characters, C1 codes and direction marks: evidence is written by others and must not
// control the terminal.
const steering =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text safe for a terminal: control characters are shown instead. Line breaks and tabs stay.
 */
export function cleanControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(steering, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20
      ? String.fromCharCode(0x2400 + code)
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** What most texts don't have: control characters, letters beyond ASCII, and spaces at an end. */
const hasToClean = /[^\x20-\x7e]|^ | $/;

export function oneLine(text: string): string {
  if (!hasToClean.test(text)) return text;
  return cleanControls(text)
    .trim()
    .replaceAll(/(?<!\s)\s*\n\s*/g, ' ⏎ ')
    .replaceAll('\t', ' ');
}

export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}

export function clipText(text: string, columns: number): string {
  if (text.length <= columns / 2 || textWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment: character } of new Intl.Segmenter().segment(text)) {
    width += textWidth(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
