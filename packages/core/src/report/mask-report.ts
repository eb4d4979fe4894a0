import type {
  CiteNode,
  LiveNode,
  MaskedReport,
  ReportDocument,
  VersionContent,
} from '@debrief/contract';
import { maskDocument } from '@debrief/prose/report';
import { isEvidenceTimeKnown, isKnown, isTargetKnown, maskLive } from '@debrief/rules/known';
import { listBlocks, listCites, listLiveCites } from '@debrief/rules/report';
import type { Context } from '../context.ts';
import { loadEvidenceTimes } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { presentItems } from '../item/index.ts';
import { eventItem } from '../timeline/index.ts';

export interface MaskedDraft {
  document: ReportDocument;
  masked: MaskedReport;
}

/** People and follow-ups have no time at which they were known. */
const isLiveShown = ({ kind }: LiveNode['attrs']) => kind !== 'people' && kind !== 'follow-ups';

function listDocumentCites(document: ReportDocument): CiteNode['attrs'][] {
  return document.content.flatMap((section) => listCites(listBlocks(section)));
}

/**
 * What a draft says about what was known at a time. The caller has checked that the actor can see
 * the incident.
 */
export async function maskDraft(
  ctx: Context,
  incident: IncidentRow,
  document: ReportDocument,
  knownAt: string,
): Promise<MaskedDraft> {
  const t = Date.parse(knownAt);
  const cites = listDocumentCites(document);
  const times = await loadEvidenceTimes(
    ctx,
    incident.id,
    cites.flatMap(({ target, targetId }) => (target === 'evidence' ? [targetId] : [])),
  );
  const claims = [
    ...(await presentItems(ctx, incident, eventItem)),
    ...(await presentItems(ctx, incident, findingItem)),
  ];
  const known = new Map(claims.map(({ id, knownSince }) => [id, knownSince.at]));
  const { document: shown, hidden } = maskDocument(document, {
    isKnown: ({ target, targetId }) =>
      target === 'evidence'
        ? isEvidenceTimeKnown(times.get(targetId), t)
        : isKnown(known.get(targetId) ?? '', t),
    isLiveShown,
  });
  return { document: shown, masked: { at: new Date(t).toISOString(), ...hidden } };
}

/** What a published version says about what was known at a time, from what it stores. */
export async function maskVersion(
  ctx: Context,
  incidentId: string,
  content: VersionContent,
  knownAt: string,
): Promise<VersionContent> {
  const t = Date.parse(knownAt);
  const targets = new Map(content.targets.map((target) => [target.targetId, target]));
  const evidenceIds = [
    ...listDocumentCites(content.document).map(({ targetId }) => targetId),
    ...content.targets.flatMap(({ cites }) => cites.map(({ evidenceId }) => evidenceId)),
    ...content.live.flatMap(({ data }) => listLiveCites(data).map(({ evidenceId }) => evidenceId)),
  ];
  const times = await loadEvidenceTimes(ctx, incidentId, evidenceIds);
  const live = content.live.map(({ id, data }) => ({ id, data: maskLive(data, t, times) }));
  const filled = new Set(live.filter(({ data }) => hasRows(data)).map(({ id }) => id));
  const isShownTarget = (id: string) => {
    const target = targets.get(id);
    return target !== undefined && isTargetKnown(target, t, times);
  };
  const { document, hidden } = maskDocument(content.document, {
    isKnown: ({ target, targetId }) =>
      target === 'evidence' ? isEvidenceTimeKnown(times.get(targetId), t) : isShownTarget(targetId),
    isLiveShown: ({ id }) => filled.has(id),
  });
  const shown = new Set(listDocumentCites(document).map(({ targetId }) => targetId));
  return {
    document,
    live: live.filter(({ id }) => filled.has(id)),
    targets: content.targets
      .filter(({ targetId }) => shown.has(targetId))
      .map((target) => ({
        ...target,
        cites: target.cites.filter(({ evidenceId }) =>
          isEvidenceTimeKnown(times.get(evidenceId), t),
        ),
      })),
    incident: maskExtent(content.incident, t),
    masked: { at: new Date(t).toISOString(), ...hidden },
  };
}

function hasRows(data: VersionContent['live'][number]['data']): boolean {
  if (data.kind === 'milestones') return data.milestones.length > 0;
  return Object.values(data).some((value) => Array.isArray(value) && value.length > 0);
}

/** A severity has no time, and an incident that continues has no end. */
export function maskExtent(
  incident: VersionContent['incident'],
  t: number,
): VersionContent['incident'] {
  const { firstAt, lastAt } = incident;
  return {
    ...incident,
    severity: null,
    firstAt: firstAt !== null && isKnown(firstAt, t) ? firstAt : null,
    lastAt: lastAt !== null && isKnown(lastAt, t) ? lastAt : null,
  };
}
