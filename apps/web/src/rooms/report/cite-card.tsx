import { maskCharacter, type Citation, type Evidence } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { queries } from '../../data/queries.ts';
import { Quoted, type CitedEvidence } from '../../ui/citation-chip.tsx';
import { FindingName } from '../../ui/finding-shape.tsx';
import { floatClass } from '../../ui/float-class.ts';
import { floatContainer } from '../../ui/float-container.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { eventTypeLooks, EventTypeShape } from '../../ui/event-type.tsx';
import { Time } from '../../ui/time.tsx';
import { listCitations } from '../investigation/index.ts';
import type { CiteAttrs } from './schema/nodes.ts';
import type { Targets } from './use-targets.ts';
import type { WritingDesk } from './use-desk.ts';
import type { CiteCardAt } from './writing/cite-view.ts';
import { useObservable } from './writing/observable-value.ts';

const openMs = 120;
const closeMs = 150;
const width = 384;

export function CiteCard({
  desk,
  incident,
  targets,
}: {
  desk: WritingDesk;
  incident: string;
  targets: Targets;
}) {
  const wanted = useObservable(desk.card);
  const [shown, setShown] = useState<CiteCardAt | null>(null);
  const isOver = useRef(false);
  useEffect(() => {
    const timer = setTimeout(
      () => (wanted !== null || !isOver.current) && setShown(wanted),
      wanted === null ? closeMs : wanted.isChosen ? 0 : openMs,
    );
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => {
    if (!shown) return;
    const stop = new AbortController();
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      if (event.target instanceof Element && event.target.closest('[role="tooltip"]')) return;
      setShown(null);
    };
    document.addEventListener('keydown', close, { signal: stop.signal, capture: true });
    document.addEventListener('scroll', close, {
      signal: stop.signal,
      capture: true,
      passive: true,
    });
    return () => stop.abort();
  }, [shown]);
  if (!shown || !floatContainer.current || !shown.chip.isConnected) return null;
  const place = shown.chip.getBoundingClientRect();
  const left = Math.max(
    12,
    Math.min(place.left, innerWidth - Math.min(width, innerWidth - 24) - 12),
  );
  const at =
    innerHeight - place.bottom > 260
      ? { left, top: place.bottom + 6 }
      : { left, bottom: innerHeight - place.top + 6 };
  return createPortal(
    <div
      role="tooltip"
      onPointerEnter={() => (isOver.current = true)}
      onPointerLeave={() => ((isOver.current = false), setShown(null))}
      className={`${floatClass} fixed z-50 max-h-96 max-w-[calc(100vw-1.5rem)] overflow-y-auto p-4 text-left`}
      style={{ width, ...at }}
    >
      <Cited attrs={shown.attrs} incident={incident} targets={targets} />
      <p className="mt-2 text-2xs text-ink-faint">
        <Kbd keys="enter" />{' '}
        {shown.isChosen ? 'goes to it' : 'on the chip, or a double click, goes to it'}
      </p>
    </div>,
    floatContainer.current,
  );
}

const goneWords = 'The cited item was removed, or you can’t see it.';

export function Cited({
  attrs,
  incident,
  targets,
}: {
  attrs: CiteAttrs;
  incident: string;
  targets: Targets;
}) {
  if (attrs.target === 'evidence') return <CitedEvidenceItem attrs={attrs} incident={incident} />;
  const event = attrs.target === 'event' ? targets.events.get(attrs.targetId) : undefined;
  const finding = attrs.target === 'finding' ? targets.findings.get(attrs.targetId) : undefined;
  if (event) {
    return (
      <div className="text-sm">
        <p
          className="flex items-center gap-1 text-2xs font-medium"
          style={{ color: eventTypeLooks[event.type].color }}
        >
          <EventTypeShape type={event.type} /> {eventTypeLooks[event.type].label}
        </p>
        <p className="mt-0.5 font-medium wrap-anywhere">{event.title}</p>
        <p className="text-xs text-ink-soft">
          <Time at={event.at} precision={event.precision} />
        </p>
        {event.text !== '' && (
          <p className="mt-1 line-clamp-6 wrap-anywhere whitespace-pre-wrap text-ink-soft">
            {event.text}
          </p>
        )}
        <RestsOn
          incident={incident}
          citations={event.citations}
          otherwise={`Recollection of ${event.recollectionOf ?? event.createdBy.name}`}
        />
      </div>
    );
  }
  if (finding) {
    return (
      <div className="text-sm">
        <FindingName type={finding.type} />
        <p className="mt-0.5 font-medium wrap-anywhere">{finding.statement}</p>
        <p className="text-xs text-ink-soft">
          <Time at={finding.at} precision={finding.precision} />
        </p>
        <RestsOn
          incident={incident}
          citations={listCitations(finding)}
          otherwise="It cites no evidence"
        />
      </div>
    );
  }
  return <p className="text-sm text-ink-soft">{targets.isRead ? goneWords : 'Looking…'}</p>;
}

const mostQuotes = 3;

function RestsOn({
  incident,
  citations,
  otherwise,
}: {
  incident: string;
  citations: readonly Citation[];
  otherwise: string;
}) {
  if (citations.length === 0) return <p className="mt-2 text-xs text-ink-soft">{otherwise}</p>;
  return (
    <div className="mt-3 space-y-3 border-t border-line pt-3">
      {citations.slice(0, mostQuotes).map((citation) => (
        <Quoted key={citation.id} citation={citation} incident={incident} />
      ))}
      {citations.length > mostQuotes && (
        <p className="text-xs text-ink-soft">
          and {countText(citations.length - mostQuotes, 'more citation')}
        </p>
      )}
    </div>
  );
}

function CitedEvidenceItem({ attrs, incident }: { attrs: CiteAttrs; incident: string }) {
  const { data, error } = useQuery(queries.evidence(incident, attrs.targetId));
  if (error) return <p className="text-sm text-ink-soft">{goneWords}</p>;
  if (!data) return <p className="text-sm text-ink-soft">Looking…</p>;
  const revision = data.revisions.find((one) => one.id === attrs.targetId);
  return (
    <Quoted
      incident={incident}
      citation={toCitedEvidence(
        data.evidence,
        revision?.text ?? data.evidence.text,
        attrs,
        revision?.id !== data.revisions.at(-1)?.id,
      )}
    />
  );
}

function toCitedEvidence(
  item: Evidence,
  text: string,
  { targetId, quoteStart, quoteEnd }: CiteAttrs,
  hasChangedSince: boolean,
): CitedEvidence {
  const quote =
    quoteStart === null || quoteEnd === null
      ? text.slice(0, 600)
      : text.slice(quoteStart, quoteEnd);
  return {
    evidenceId: targetId,
    itemId: item.itemId,
    stance: 'supports',
    quote,
    streamName: item.streamName,
    authorName: item.author?.name ?? null,
    occurredAt: item.occurredAt,
    precision: item.precision,
    zoneOffset: item.zoneOffset,
    hasChangedSince,
    redacted:
      quoteStart !== null && !quote.includes(maskCharacter)
        ? null
        : (item.redactions.at(-1)?.kind ?? null),
  };
}
