/** A place in the text of a field as a place in the raw text: a field makes one line end of `\r\n`. */
export function rawOffset(raw: string, shown: number): number {
  let at = 0;
  for (let count = 0; count < shown && at < raw.length; count += 1)
    at += raw.startsWith('\r\n', at) ? 2 : 1;
  return at;
}

/** The other way round. */
export function toShownOffset(raw: string, offset: number): number {
  return raw.slice(0, offset).replaceAll('\r\n', '\n').length;
}
