import type { AddClaim, Story, StoryCitationInput, StoryPart } from '@debrief/contract';
import { X } from 'lucide-react';
import { IconButton } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { sides, type Side } from '../story-search.ts';
import { EvidenceSide } from './evidence-side.tsx';
import type { Line } from './lines.ts';
import { SuggestedEvidenceSide } from './suggested-evidence-side.tsx';
import { FollowUpQuestionsSide } from './follow-up-questions-side.tsx';
import { SuggestionsSide } from './suggestions-side.tsx';
import type { Checks } from './use-checks.ts';
import type { Lines } from './use-lines.ts';
import type { OpenSuggestedEvidence } from './use-suggested-evidence.ts';

export interface SideVerbs {
  show: (side: Side) => void;
  begin: (
    part: StoryPart,
    given?: { citations?: StoryCitationInput[]; followUpQuestion?: string },
  ) => void;
  add: (given: Omit<AddClaim, 'id'>) => Promise<unknown>;
  goTo: (lineId: string) => void;
}

export interface SideProps {
  story: Story;
  line: Line | null;
  room: Lines;
  checks: Checks;
  suggestedEvidence: OpenSuggestedEvidence;
  verbs: SideVerbs;
}

const labels: Record<Side, string> = {
  evidence: 'Evidence',
  'suggested-evidence': 'Suggested evidence',
  suggestions: 'Suggestions',
  'follow-up-questions': 'Follow-up questions',
};

interface SideTabsProps {
  side: Side | undefined;
  counts: Partial<Record<Side, number>>;
  onChoose: (side: Side) => void;
}

export function SideTabs({ side, counts, onChoose }: SideTabsProps) {
  return (
    <div role="group" aria-label="Side panel" className="flex min-w-0 flex-wrap">
      {sides.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={side === one}
          onClick={() => onChoose(one)}
          className={cx(
            'min-h-7 shrink-0 rounded-md px-1 text-sm whitespace-nowrap',
            side === one
              ? 'bg-wash-strong font-medium text-ink'
              : 'text-ink-soft hover:bg-wash hover:text-ink',
          )}
        >
          {labels[one]}
          {(counts[one] ?? 0) > 0 && (
            <span className="tabular ml-1 text-xs text-ink-soft">{counts[one]}</span>
          )}
        </button>
      ))}
    </div>
  );
}

export function SidePanel({
  side,
  isWide,
  onClose,
  ...props
}: SideProps & { side: Side; isWide: boolean; onClose: () => void }) {
  return (
    <div className="border-line lg:w-[30rem] lg:shrink-0 lg:border-l">
      <section
        aria-label={labels[side]}
        onKeyDown={(event) =>
          !isWide &&
          event.key === 'Escape' &&
          !event.defaultPrevented &&
          (event.preventDefault(), onClose())
        }
        className="key-pane fixed inset-0 z-40 flex flex-col bg-paper lg:sticky lg:top-0 lg:z-10 lg:max-h-dvh"
      >
        <header className="flex items-start justify-between gap-2 border-b border-line px-3 py-2">
          <SideTabs
            side={side}
            counts={{ suggestions: props.checks.asked.length }}
            onChoose={props.verbs.show}
          />
          {!isWide && <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />}
        </header>
        {/* The scrolling element below the header has the focus, so that its full outline is visible. */}
        <div
          id="story-side"
          role="group"
          aria-label={labels[side]}
          tabIndex={-1}
          className="min-h-0 flex-1 overflow-y-auto px-4 pt-3 pb-20 -outline-offset-2 sm:pb-8"
        >
          {side === 'evidence' && <EvidenceSide {...props} />}
          {side === 'suggested-evidence' && <SuggestedEvidenceSide {...props} />}
          {side === 'suggestions' && <SuggestionsSide {...props} />}
          {side === 'follow-up-questions' && <FollowUpQuestionsSide {...props} />}
        </div>
      </section>
    </div>
  );
}
