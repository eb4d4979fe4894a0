/**
 * Dark enough for white letters, and distinguishable for color-blind people; each is shown with a
 * name.
 */
const colours = [
  '#1f5273',
  '#97285f',
  '#0b6b4d',
  '#8f5600',
  '#6f3a94',
  '#0c6878',
  '#a3271d',
  '#4d5b1c',
] as const;

/** A person has the same color on every screen. */
export function pickColor(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return colours[sum % colours.length] ?? colours[0];
}
