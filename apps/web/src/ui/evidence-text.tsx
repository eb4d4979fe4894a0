import { maskCharacter } from '@debrief/contract';
import { memo } from 'react';
import { parseEvidenceText } from './evidence-text-parse.ts';
import { splitMatches } from './split-matches.ts';

const masks = new RegExp(`(${maskCharacter}+)`);

interface EvidenceTextProps {
  text: string;
  isInline?: boolean;
  find?: string;
  /** Runs of masks represent redacted words, and are announced as such. */
  isRedacted?: boolean;
}

/**
 * The text of evidence, always as text: code, bold and safe links are formatted; markup is never
 * rendered. Each piece has its offset in the raw text (`data-at`), with which a selection becomes a
 * quoted range.
 */
export const EvidenceText = memo(function EvidenceText({
  text,
  isInline = false,
  find = '',
  isRedacted = false,
}: EvidenceTextProps) {
  return parseEvidenceText(text).map((piece, index) => {
    if (piece.type === 'block' && !isInline) {
      return (
        <code
          key={index}
          data-at={piece.start}
          className="my-1 block overflow-x-auto rounded-sm bg-wash px-2 py-1 font-mono text-xs whitespace-pre"
        >
          {piece.text}
        </code>
      );
    }
    if (piece.type === 'code' || piece.type === 'block') {
      return (
        <code
          key={index}
          data-at={piece.start}
          className="rounded-sm bg-wash-strong px-1 font-mono text-[0.92em]"
        >
          <Marked text={piece.text} find={find} />
        </code>
      );
    }
    if (piece.type === 'bold') {
      return (
        <strong key={index} data-at={piece.start} className="font-semibold">
          <Marked text={piece.text} find={find} />
        </strong>
      );
    }
    if (piece.type === 'link') {
      // If the text is not the URL, a tooltip shows the target.
      return (
        <a
          key={index}
          data-at={piece.start}
          href={piece.href}
          title={piece.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="wrap-anywhere text-accent underline decoration-1 underline-offset-2"
        >
          <Marked text={piece.text} find={find} />
        </a>
      );
    }
    return (
      <span key={index} data-at={piece.start}>
        {isRedacted ? (
          <Masked text={piece.text} find={find} />
        ) : (
          <Marked text={piece.text} find={find} />
        )}
      </span>
    );
  });
});

function Masked({ text, find }: { text: string; find: string }) {
  return text.split(masks).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} role="img" aria-label="redacted text" className="text-ink-faint">
        {part}
      </span>
    ) : (
      <Marked key={index} text={part} find={find} />
    ),
  );
}

function Marked({ text, find }: { text: string; find: string }) {
  const parts = splitMatches(text, find);
  return parts.map((part, index) =>
    part.isFound ? (
      <mark key={index} className="rounded-sm bg-highlight text-ink">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
