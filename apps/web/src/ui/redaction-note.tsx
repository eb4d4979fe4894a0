import { maskCharacter, type Redaction, type RedactionKind } from '@debrief/contract';
import { EyeOff } from 'lucide-react';
import { redactionWords } from './redaction-words.ts';
import { EvidenceText } from './evidence-text.tsx';
import { Time } from './time.tsx';

export function RedactedNote({ redaction }: { redaction: Redaction }) {
  return (
    <p className="mt-0.5 flex items-baseline gap-1 text-xs text-ink-soft">
      <EyeOff size={12} className="mt-0.5 shrink-0 self-start" />
      <span className="min-w-0 wrap-anywhere">
        {redaction.kind === 'removed' ? 'Removed' : `Redacted: ${redactionWords(redaction.kind)},`}{' '}
        by {redaction.by.name}, <Time at={redaction.at} />. {redaction.reason}
      </span>
    </p>
  );
}

export function RedactedQuote({ quote, kind }: { quote: string; kind: RedactionKind }) {
  const isLeft = quote.replaceAll(maskCharacter, '').trim() !== '';
  return isLeft ? (
    <EvidenceText text={quote} isRedacted />
  ) : (
    <span className="font-sans text-sm text-ink-soft italic">
      {kind === 'removed' ? 'Removed for a legal reason' : `Redacted: ${redactionWords(kind)}`}
    </span>
  );
}
