/** A stretch of an item's raw text, in UTF-16 units. */
export interface QuotedRange {
  start: number;
  end: number;
}

/** One piece of shown text that a selection touches: where it stands in the raw text, and which part of it is selected. */
export interface TouchedPiece {
  start: number;
  text: string;
  from: number;
  to: number;
}

/** The raw range behind the selected pieces, without the white space at its ends; null where nothing is left. */
export function toQuoteRange(pieces: readonly TouchedPiece[]): QuotedRange | null {
  const kept = pieces.map(trimPiece).filter((piece) => piece.from < piece.to);
  const first = kept[0];
  const last = kept.at(-1);
  return first && last ? { start: first.start + first.from, end: last.start + last.to } : null;
}

/** Pieces of nothing but white space fall away; inside the others the ends move in to the first and last letters. */
function trimPiece(piece: TouchedPiece): TouchedPiece {
  const part = piece.text.slice(piece.from, piece.to);
  const from = piece.from + (part.length - part.trimStart().length);
  return { ...piece, from, to: Math.max(from, piece.from + part.trimEnd().length) };
}
