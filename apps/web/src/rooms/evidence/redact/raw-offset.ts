/**
 * Converts an offset in a field's text to one in the raw text: a field turns `\r
 * ` into one line break.
 */
export function rawOffset(raw: string, shown: number): number {
  let at = 0;
  for (let count = 0; count < shown && at < raw.length; count += 1)
    at += raw.startsWith('\r\n', at) ? 2 : 1;
  return at;
}

/** The inverse. */
export function toShownOffset(raw: string, offset: number): number {
  return raw.slice(0, offset).replaceAll('\r\n', '\n').length;
}
