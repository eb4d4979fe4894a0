import type { Citation } from '@debrief/contract';
import { offsetText } from '@debrief/rules/time';
import { useNavigate } from '@tanstack/react-router';
import { cx } from './cx.ts';
import { HoverCard } from './hover-card.tsx';
import { RedactedQuote } from './redaction-note.tsx';
import { Time } from './time.tsx';

export type CitedEvidence = Pick<
  Citation,
  | 'evidenceId'
  | 'itemId'
  | 'stance'
  | 'quote'
  | 'streamName'
  | 'authorName'
  | 'occurredAt'
  | 'precision'
  | 'zoneOffset'
  | 'hasChangedSince'
  | 'redacted'
> & { clockOffsetMs?: number };

interface CitationChipProps {
  number: number;
  citation: CitedEvidence;
  incident: string;
  /** Called instead of navigating to the record, if the record is already open next to it. */
  onFollow?: (itemId: string) => void;
}

export function CitationChip({ number, citation, incident, onFollow }: CitationChipProps) {
  const navigate = useNavigate();
  const isAgainst = citation.stance === 'contradicts';
  return (
    <HoverCard
      renderCard={() => <Quoted citation={citation} />}
      href={`/incidents/${incident}?item=${citation.itemId}`}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        if (onFollow) onFollow(citation.itemId);
        else
          void navigate({
            to: '/incidents/$ref',
            params: { ref: incident },
            search: { item: citation.itemId },
          });
      }}
      aria-label={`Evidence ${number}${isAgainst ? ', contradicts' : ''}: ${citation.authorName ?? citation.streamName}`}
      className={cx(
        'touch tabular inline-flex min-h-6 min-w-6 items-center justify-center rounded-sm px-1 align-baseline text-2xs font-medium no-underline hover:brightness-95',
        isAgainst ? 'bg-danger-wash text-danger' : 'bg-accent-wash text-accent',
      )}
    >
      {isAgainst ? '≠' : ''}
      {number}
    </HoverCard>
  );
}

export function Quoted({ citation }: { citation: CitedEvidence }) {
  return (
    <figure className="text-sm">
      <blockquote className="max-h-48 overflow-y-auto border-l-2 border-line-strong pl-3 font-serif text-base wrap-anywhere whitespace-pre-wrap">
        {citation.redacted === null ? (
          citation.quote || '(no text)'
        ) : (
          <RedactedQuote quote={citation.quote} kind={citation.redacted} />
        )}
      </blockquote>
      <figcaption className="mt-2 text-xs text-ink-soft">
        <span className="font-medium text-ink">{citation.authorName ?? 'No author'}</span> in{' '}
        {citation.streamName} ·{' '}
        <Time
          at={citation.occurredAt}
          precision={citation.precision}
          zoneOffset={citation.zoneOffset}
          clockOffsetMs={citation.clockOffsetMs ?? 0}
        />
        {citation.zoneOffset !== null && (
          <span> · written in {offsetText(citation.zoneOffset)}</span>
        )}
        {citation.stance === 'contradicts' && (
          <span className="block font-medium text-danger">Contradicts this statement</span>
        )}
        {citation.hasChangedSince && (
          <span className="block">
            Edited or deleted at its source since. This is the cited version.
          </span>
        )}
      </figcaption>
    </figure>
  );
}
