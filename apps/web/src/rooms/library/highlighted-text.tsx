import type { MarkedText } from '@debrief/contract';

/** A text with matches highlighted, never as markup. `isLine` joins its lines. */
export function HighlightedText({ text, isLine = false }: { text: MarkedText; isLine?: boolean }) {
  const formatPart = (part: string) => (isLine ? part.replaceAll(/(?<!\s)\s*\n\s*/g, ' · ') : part);
  return text.map((part, index) =>
    part.isMatch ? (
      <mark key={index} className="rounded-xs bg-highlight text-ink">
        {part.text}
      </mark>
    ) : (
      formatPart(part.text)
    ),
  );
}
