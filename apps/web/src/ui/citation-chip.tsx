import type { Citation } from '@debrief/contract';
import { offsetText } from '@debrief/rules/time';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { cx } from './cx.ts';
import { HoverCard } from './hover-card.tsx';
import { lazyPart } from './lazy-part.ts';
import { RedactedQuote } from './redaction-note.tsx';
import { Time } from './time.tsx';

const AuthorCard = lazyPart(() => import('../rooms/people/card/author-card.tsx'), 'AuthorCard');

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
      renderCard={() => <Quoted citation={citation} incident={incident} />}
      onKeyDown={(event) => {
        const id = event.currentTarget.getAttribute('aria-describedby');
        if (event.key !== 'p' || id === null) return;
        event.stopPropagation();
        document.getElementById(id)?.querySelector('button')?.click();
      }}
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

/** What is cited, or the person who wrote it. */
export function Quoted({ citation, incident }: { citation: CitedEvidence; incident?: string }) {
  const [isPersonShown, setPersonShown] = useState(false);
  return (
    <figure className="text-sm">
      {isPersonShown && incident !== undefined ? (
        <div className="max-h-48 overflow-y-auto">
          <Suspense>
            <AuthorCard incident={incident} evidenceId={citation.evidenceId} />
          </Suspense>
        </div>
      ) : (
        <blockquote className="max-h-48 overflow-y-auto border-l-2 border-line-strong pl-3 font-serif text-base wrap-anywhere whitespace-pre-wrap">
          {citation.redacted === null ? (
            citation.quote || '(no text)'
          ) : (
            <RedactedQuote quote={citation.quote} kind={citation.redacted} />
          )}
        </blockquote>
      )}
      <figcaption className="mt-2 text-xs text-ink-soft">
        {citation.authorName === null || incident === undefined ? (
          <span className="font-medium text-ink">{citation.authorName ?? 'No author'}</span>
        ) : (
          <button
            type="button"
            aria-expanded={isPersonShown}
            title={
              isPersonShown
                ? 'Show the cited words'
                : `Show ${citation.authorName} in this incident`
            }
            className="fine font-medium text-ink hover:text-accent"
            onClick={() => setPersonShown(!isPersonShown)}
          >
            {citation.authorName}
          </button>
        )}
        {' in '}
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
