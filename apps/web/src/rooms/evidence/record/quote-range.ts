/** A range of an item's raw text, in UTF-16 units. */
export interface QuotedRange {
  start: number;
  end: number;
}

/**
 * A piece of displayed text that a selection touches: its offset in the raw text, and the selected
 * part.
 */
export interface TouchedPiece {
  start: number;
  text: string;
  from: number;
  to: number;
}

/**
 * The raw range of the selected pieces, without white space at its ends; null if nothing remains.
 */
export function toQuoteRange(pieces: readonly TouchedPiece[]): QuotedRange | null {
  const kept = pieces.map(trimPiece).filter((piece) => piece.from < piece.to);
  const first = kept[0];
  const last = kept.at(-1);
  return first && last ? { start: first.start + first.from, end: last.start + last.to } : null;
}

/** Drops pieces with only white space; in others, moves the ends to the first and last letters. */
function trimPiece(piece: TouchedPiece): TouchedPiece {
  const part = piece.text.slice(piece.from, piece.to);
  const from = piece.from + (part.length - part.trimStart().length);
  return { ...piece, from, to: Math.max(from, piece.from + part.trimEnd().length) };
}
