import type { EvidenceKind, Precision, RedactionKind } from '@debrief/contract';
import { sql, type RawBuilder } from 'kysely';
import { redactedKind } from './redaction/rows.ts';

export interface CitedItem {
  item_id: string;
  text: string;
  kind: EvidenceKind;
  stream_name: string;
  author_name: string | null;
  at: Date;
  known: Date;
  clock_offset_ms: number;
  revised_at: Date | null;
  precision: Precision;
  zone_offset: number | null;
  has_changed_since: boolean;
  redacted: RedactionKind | null;
}

export const citedItem: RawBuilder<unknown> = sql`e.item_id, e.text, e.kind, stream.name as stream_name,
  (select person.name from identity join person on person.id = identity.person_id where identity.id = e.identity_id) as author_name,
  e.occurred_at + source.clock_offset_ms * interval '1 millisecond' as at,
  coalesce(e.known_at, e.occurred_at + source.clock_offset_ms * interval '1 millisecond') as known, source.clock_offset_ms,
  case when e.revision > 1 then e.recorded_at end as revised_at, e.precision, e.zone_offset,
  exists (select 1 from evidence newer where newer.revises = e.id) as has_changed_since, ${redactedKind} as redacted`;

const excerptLength = 280;

/** The start of a text that is cited in full. */
export function toExcerpt(text: string): string {
  return text.length <= excerptLength ? text : `${text.slice(0, excerptLength).toWellFormed()}…`;
}
