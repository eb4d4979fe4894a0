import { ReportDocument, sectionWords, type MaskedReport, type Readiness } from '@debrief/contract';
import { findUncitedSentences } from '@debrief/prose/report';
import { changesBetween } from '@debrief/render/report';
import { freezeDocument, type Frozen, type Picture, getSectionTitle } from '@debrief/rules/report';
import { authorize, mayIn } from '../../access/index.ts';
import type { Context } from '../../context.ts';
import { incidentByRef, type IncidentRow } from '../../incident/index.ts';
import { loadReportDraft } from '../draft.ts';
import { listSuggestions } from '../suggestions/decide.ts';
import { maskDraft } from '../mask-report.ts';
import { loadPicture, maskPicture } from './picture.ts';
import { loadVersionBefore, nextNumber } from './rows.ts';

/** The draft as publishing would freeze it now. */
export interface Prepared {
  state: string;
  masked: MaskedReport | null;
  picture: Picture;
  frozen: Frozen;
}

/** With `knownAt`, only what was known at that time. */
export async function preparePublication(
  ctx: Context,
  incident: IncidentRow,
  knownAt?: string,
): Promise<Prepared> {
  const draft = await loadReportDraft(ctx, incident.id);
  const whole = storable(draft?.document ?? { type: 'doc', content: [] });
  const shown = knownAt === undefined ? null : await maskDraft(ctx, incident, whole, knownAt);
  const document = shown?.document ?? whole;
  const all = await loadPicture(ctx, incident, document);
  const picture = knownAt === undefined ? all : maskPicture(all, Date.parse(knownAt));
  return {
    masked: shown?.masked ?? null,
    state: draft?.state ?? '',
    picture,
    frozen: freezeDocument(
      document,
      picture,
      (section) => sectionWords[section.attrs.kind].isArticle,
    ),
  };
}

/** PostgreSQL can store neither NUL nor half a surrogate pair. */
function storable(document: ReportDocument): ReportDocument {
  const clean = (_: string, value: unknown): unknown =>
    typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : value;
  return ReportDocument.parse(JSON.parse(JSON.stringify(document, clean)));
}

/** What to check before publishing, or before publishing what was known. Errors: `not-found`. */
export async function readReadiness(
  ctx: Context,
  input: { incident: string; knownAt?: string | undefined },
): Promise<Readiness> {
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const { state, masked, picture, frozen } = await preparePublication(ctx, incident, input.knownAt);
  const suggestions = await listSuggestions(ctx, { incident: incident.id });
  const titles = new Map(
    frozen.content.document.content.map((section) => [section.attrs.id, getSectionTitle(section)]),
  );
  const uncited = new Map<string, number>();
  for (const { sectionId } of findUncitedSentences(frozen.content.document))
    uncited.set(sectionId, (uncited.get(sectionId) ?? 0) + 1);
  const next = await nextNumber(ctx, incident.id);
  const before = await loadVersionBefore(ctx, incident.id, next);
  return {
    state,
    isEmpty: frozen.isEmpty,
    gone: frozen.gone,
    uncited: [...uncited].map(([sectionId, count]) => ({
      sectionId,
      section: titles.get(sectionId) ?? '',
      count,
    })),
    openHypotheses: picture.findings.flatMap((one) =>
      one.type === 'hypothesis' && one.status === 'open' ? [one.statement] : [],
    ),
    openQuestions: picture.findings.flatMap((one) =>
      one.type === 'question' && !one.isAnswered ? [one.statement] : [],
    ),
    // They are about the report as it is now.
    openSuggestions: masked ? 0 : suggestions.items.filter((one) => one.state === 'open').length,
    since: before
      ? {
          number: before.number,
          sections: changesBetween(before.content.document, frozen.content.document).map(
            ({ title, parts: _, ...change }) => ({ ...change, section: title }),
          ),
        }
      : null,
    next,
    ...(masked && { masked }),
    can: { publish: mayIn(incident, ctx.actor, 'incident:write') },
  };
}
