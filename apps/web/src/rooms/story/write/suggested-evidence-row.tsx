import type { EvidenceSuggestion } from '@debrief/contract';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { EvidenceText } from '../../../ui/evidence-text.tsx';
import { Time } from '../../../ui/time.tsx';

interface EvidenceSuggestionRowProps {
  item: EvidenceSuggestion;
  isCited: boolean;
  onCite: (() => void) | null;
  onBegin: (() => void) | null;
}

export function EvidenceSuggestionRow({
  item,
  isCited,
  onCite,
  onBegin,
}: EvidenceSuggestionRowProps) {
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={item.words.slice(0, 120)}
      data-suggestion={`${item.target} ${item.targetId}`}
      className={cx(
        'rounded-md border-b border-line px-2 py-1.5 text-sm -outline-offset-2 focus-within:bg-wash hover:bg-wash',
        isCited && 'text-ink-soft',
      )}
    >
      <p className="flex flex-wrap gap-x-2 text-xs text-ink-soft">
        {item.at && <Time at={item.at} precision={item.precision} />}
        <span>{item.about}</span>
        {isCited && <span className="text-good">cited</span>}
      </p>
      <p className="line-clamp-4 wrap-anywhere">
        <EvidenceText text={item.words} isInline />
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-ink-soft">
        <span className="min-w-0 flex-1">{item.reason}</span>
        {onCite && (
          <Button small look="quiet" keys="c" onClick={onCite}>
            Cite
          </Button>
        )}
        {onBegin && (
          <Button small look="quiet" keys="e" onClick={onBegin}>
            New sentence
          </Button>
        )}
      </p>
    </div>
  );
}
