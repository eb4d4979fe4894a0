import type { EvidenceTime } from '@debrief/rules/known';
import type { EvidenceKind } from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { loadIncidentEvidence } from './rows.ts';

/**
 * When these revisions became known, of those in the incident. The caller has checked that the actor
 * can see the incident.
 */
export async function loadEvidenceTimes(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<Map<string, EvidenceTime>> {
  const inIncident = await loadIncidentEvidence(ctx, incidentId, [...new Set(ids)]);
  if (inIncident.length === 0) return new Map();
  const { rows } = await sql<{ id: string; kind: EvidenceKind; known: Date; revised: Date | null }>`
    select e.id, e.kind, case when e.revision > 1 then e.recorded_at end as revised,
      coalesce(e.known_at, e.occurred_at + source.clock_offset_ms * interval '1 millisecond') as known
    from evidence e join stream on stream.id = e.stream_id join source on source.id = stream.source_id
    where e.id = any(${inIncident.map(({ id }) => id)}::uuid[])`.execute(ctx.db);
  return new Map(
    rows.map(({ id, kind, known, revised }) => [
      id,
      { kind, knownAt: known.toISOString(), revisedAt: revised?.toISOString() ?? null },
    ]),
  );
}
