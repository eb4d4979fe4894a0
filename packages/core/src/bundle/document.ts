import type { Context } from '../context.ts';
import {
  IncidentDocument,
  MaskedIncidentDocument,
  type Citation,
  type Incident,
  type Participant,
  type TimelineEvent,
} from '@debrief/contract';
import { loadEvidenceTexts } from '../evidence/index.ts';

export interface DocumentGiven {
  incident: Incident;
  record: { count: number; firstAt: Date | null; lastAt: Date | null };
  people: Participant[];
  /** In time order. */
  events: TimelineEvent[];
  /** The names of the tags of each item, by its id. */
  tags: ReadonlyMap<string, string[]>;
  /** Only what was known at this time is given. */
  knownAt: string | undefined;
}

const pageSize = 200;

/**
 * The incident as one JSON document for people and scripts; see `IncidentDocument`. The same
 * incident always produces the same text.
 */
export async function incidentAsJson(ctx: Context, given: DocumentGiven): Promise<string> {
  const { can: _, ...incident } = given.incident;
  const cited = given.events.flatMap((event) => event.citations);
  const revisions = new Map(cited.map((citation) => [citation.evidenceId, citation]));
  const numbers = new Map([...revisions.keys()].map((id, index) => [id, index + 1]));
  const schema = given.knownAt === undefined ? IncidentDocument : MaskedIncidentDocument;
  const document = schema.parse({
    debrief: 'incident',
    version: 1,
    knownAt: given.knownAt,
    incident,
    record: {
      count: given.record.count,
      firstAt: given.record.firstAt?.toISOString() ?? null,
      lastAt: given.record.lastAt?.toISOString() ?? null,
    },
    people: given.people.map(({ can: _, version: __, rolesVersion: ___, ...person }) => person),
    timeline: given.events.map(({ can: _, incidentId: __, citations, ...event }) => ({
      ...event,
      tags: given.tags.get(event.id) ?? [],
      citations: citations.map((citation) => ({
        evidence: numbers.get(citation.evidenceId) ?? 0,
        stance: citation.stance,
        quoteStart: citation.quoteStart,
        quoteEnd: citation.quoteEnd,
        quote: citation.quoteStart === null ? null : citation.quote,
      })),
    })),
    evidence: await evidence(ctx, [...revisions.values()], numbers, given.tags),
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

async function evidence(
  ctx: Context,
  cited: Citation[],
  numbers: Map<string, number>,
  tags: DocumentGiven['tags'],
): Promise<IncidentDocument['evidence']> {
  const items: IncidentDocument['evidence'] = [];
  for (let from = 0; from < cited.length; from += pageSize) {
    const page = cited.slice(from, from + pageSize);
    const texts = await loadEvidenceTexts(
      ctx,
      page.map((citation) => citation.evidenceId),
    );
    for (const citation of page) {
      const held = texts.get(citation.evidenceId);
      items.push({
        number: numbers.get(citation.evidenceId) ?? 0,
        id: citation.evidenceId,
        itemId: citation.itemId,
        kind: citation.kind,
        sourceName: held?.sourceName ?? '',
        streamName: citation.streamName,
        authorName: citation.authorName,
        occurredAt: citation.occurredAt,
        precision: citation.precision,
        zoneOffset: citation.zoneOffset,
        text: held?.text ?? citation.quote,
        hasChangedSince: citation.hasChangedSince,
        redacted: citation.redacted,
        tags: tags.get(citation.itemId) ?? [],
      });
    }
  }
  return items;
}
