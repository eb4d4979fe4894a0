import type { FactorKind, LibraryHit, LibraryKind, MarkedText, Precision } from '@debrief/contract';
import { type Term, buildExcerpt, highlightText } from '@debrief/rules/search';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { showFoundEvidence } from '../evidence/index.ts';
import { incidentIdsSeenBy, mayIn } from '../access/index.ts';
import { loadVersionBriefs, type VersionBrief } from '../report/index.ts';
import { loadIncidents, toIncidentName } from './names.ts';
import { everythingSearchable } from './searchable.ts';

export interface PresentedHit {
  kind: LibraryKind;
  id: string;
  incidentId: string;
}

interface Text {
  /** The id for links: the item, for a revision of evidence. */
  id: string;
  title: string;
  text: string;
  at: Date;
  precision: Precision;
  factorKind: FactorKind | null;
}

/** Hits for display, in the given order, without those that no longer exist. */
export async function presentHits(
  ctx: Context,
  shown: readonly PresentedHit[],
  terms: readonly Term[],
): Promise<LibraryHit[]> {
  const texts = new Map([...(await storedTexts(ctx, shown)), ...(await evidenceTexts(ctx, shown))]);
  const incidents = await loadIncidents(
    ctx,
    shown.map((one) => one.incidentId),
  );
  const briefs = await loadVersionBriefs(
    ctx,
    shown.filter(({ kind }) => kind === 'report').map(({ id }) => id),
  );
  return shown.flatMap(({ kind, id, incidentId }): LibraryHit[] => {
    const text = texts.get(id);
    const brief = briefs.get(id);
    const incident = incidents.get(incidentId);
    if (!text || !incident) return [];
    return [
      {
        kind,
        id: text.id,
        incident: toIncidentName(incident),
        title: highlightText(text.title, terms),
        excerpt: brief ? buildReportExcerpt(brief, terms) : buildExcerpt(text.text, terms),
        at: text.at.toISOString(),
        precision: text.precision,
        factorKind: text.factorKind,
        evidenceId: kind === 'evidence' ? id : null,
        can: { addToTimeline: kind === 'evidence' && mayIn(incident, ctx.actor, 'incident:write') },
        report: brief ? { version: brief.number, minutes: brief.minutes } : null,
      },
    ];
  });
}

/**
 * An excerpt around the matching words of a report, or its summary if only the title matches or
 * there are no words.
 */
function buildReportExcerpt(brief: VersionBrief, terms: readonly Term[]): MarkedText {
  const excerpt = buildExcerpt(brief.text, terms);
  return excerpt.some((part) => part.isMatch) ? excerpt : buildExcerpt(brief.summary, []);
}

interface TextRow {
  id: string;
  title: string;
  text: string;
  at: Date;
  precision: Precision;
  factor_kind: FactorKind | null;
}

async function storedTexts(
  ctx: Context,
  shown: readonly PresentedHit[],
): Promise<[string, Text][]> {
  const ids = shown.filter(({ kind }) => kind !== 'evidence').map(({ id }) => id);
  if (ids.length === 0) return [];
  const result = await sql<TextRow>`
    select id, title, text, at, precision, factor_kind from (${everythingSearchable(ctx)}) one
    where id = any(${ids}::uuid[]) and incident_id in (${incidentIdsSeenBy(ctx)})`.execute(ctx.db);
  return result.rows.map((row) => [row.id, { ...row, factorKind: row.factor_kind }]);
}

async function evidenceTexts(
  ctx: Context,
  shown: readonly PresentedHit[],
): Promise<[string, Text][]> {
  const items = await showFoundEvidence(
    ctx,
    shown.filter(({ kind }) => kind === 'evidence'),
  );
  return items.map((item) => [
    item.id,
    {
      id: item.itemId,
      title: [item.authorName, item.streamName].filter((part) => part !== null).join(' in '),
      text: item.text,
      at: item.at,
      precision: item.precision,
      factorKind: null,
    },
  ]);
}
