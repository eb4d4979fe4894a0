export interface TextPart {
  text: string;
  isFound: boolean;
}

/** Splits a text at matches, ignoring case; joined again, the parts are the text. */
export function splitMatches(text: string, find: string): TextPart[] {
  if (find === '') return [{ text, isFound: false }];
  const parts: TextPart[] = [];
  let from = 0;
  const literal = find.replaceAll(/[$()*+./?[\\\]^{|}]/g, '\\$&');
  for (const match of text.matchAll(new RegExp(literal, 'giu'))) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isFound: false });
    parts.push({ text: match[0], isFound: true });
    from = match.index + match[0].length;
  }
  if (from < text.length || parts.length === 0)
    parts.push({ text: text.slice(from), isFound: false });
  return parts;
}
