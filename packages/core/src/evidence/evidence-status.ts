import {
  maskCharacter,
  type EvidenceKind,
  type Precision,
  type RedactionKind,
} from '@debrief/contract';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { redactedKind } from './redaction/rows.ts';
import { loadIncidentEvidence } from './rows.ts';

/** The current state of a revision, for something that cited it earlier. */
export interface EvidenceStatus {
  id: string;
  itemId: string;
  text: string;
  kind: EvidenceKind;
  streamName: string;
  authorName: string | null;
  occurredAt: Date;
  precision: Precision;
  /** Its item was deleted at its source, so its text is no longer shown. */
  isGone: boolean;
  hasChangedSince: boolean;
  /** Why words of it were redacted. Its text has masks in their place. */
  redacted: RedactionKind | null;
}

/**
 * Those of these revisions that are in the incident now. The caller has checked that the actor can
 * see the incident.
 */
export async function loadEvidenceStatus(
  ctx: Context,
  incidentId: string,
  ids: readonly string[],
): Promise<Map<string, EvidenceStatus>> {
  const held = await loadIncidentEvidence(ctx, incidentId, ids);
  if (held.length === 0) return new Map();
  const result = await sql<{
    id: string;
    kind: EvidenceKind;
    stream_name: string;
    author_name: string | null;
    head_id: string;
    head_change: string;
    redacted: RedactionKind | null;
  }>`
    select e.id, e.kind, stream.name as stream_name,
      (select person.name from identity join person on person.id = identity.person_id where identity.id = e.identity_id) as author_name,
      head.id as head_id, head.change as head_change, ${redactedKind} as redacted
    from evidence e join stream on stream.id = e.stream_id
    cross join lateral (
      select one.id, one.change from evidence one where one.id = e.item_id or (one.item_id = e.item_id and one.revision > 1) order by one.revision desc limit 1
    ) head
    where e.id = any(${held.map((item) => item.id)}::uuid[])`.execute(ctx.db);
  const more = new Map(result.rows.map((row) => [row.id, row]));
  return new Map(
    held.flatMap((item) => {
      const row = more.get(item.id);
      if (!row) return [];
      const standing: EvidenceStatus = {
        id: item.id,
        itemId: item.itemId,
        text: item.text,
        kind: row.kind,
        streamName: row.stream_name,
        authorName: row.author_name,
        occurredAt: item.at,
        precision: item.precision,
        isGone: row.head_change === 'deleted',
        hasChangedSince: row.head_id !== item.id,
        redacted: row.redacted,
      };
      return [[item.id, standing] as const];
    }),
  );
}

/**
 * Those of these revisions whose item was deleted at its source, or that a redaction masked
 * completely.
 */
export async function findGoneRevisions(
  ctx: Context,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const result = await sql<{ id: string }>`
    select e.id from evidence e where e.id = any(${[...new Set(ids)]}::uuid[]) and exists (
      select 1 from evidence later where later.item_id = e.item_id and later.revision > 1 and later.change = 'deleted'
        and not exists (select 1 from evidence newer where newer.revises = later.id))
    union select e.id from evidence e where e.id = any(${[...new Set(ids)]}::uuid[]) and exists (select 1 from redaction where redaction.item_id = e.item_id)
      and translate(e.text, ${`${maskCharacter} \t\r\n`}, '') = ''`.execute(ctx.db);
  return new Set(result.rows.map((row) => row.id));
}

/** Those of these revisions that these people wrote. */
export async function findAuthoredRevisions(
  ctx: Context,
  ids: readonly string[],
  personIds: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0 || personIds.length === 0) return new Set();
  const result = await sql<{ id: string }>`
    select e.id from evidence e join identity on identity.id = e.identity_id
    where e.id = any(${[...new Set(ids)]}::uuid[]) and identity.person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.db,
  );
  return new Set(result.rows.map((row) => row.id));
}
