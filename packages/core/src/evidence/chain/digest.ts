import { sql, type RawBuilder } from 'kysely';

/**
 * The hash of everything in a row of evidence `e`: the first half of the SHA-512 of its binary form,
 * which does not depend on settings of the session. SHA-512 is three times as fast as SHA-256 in the
 * embedded database.
 */
export const rowDigest: RawBuilder<Buffer> = sql<Buffer>`substring(sha512(record_send(row(
  e.id, e.item_id, e.stream_id, e.import_id, e.key, e.revision, e.revises, e.change, e.kind, e.occurred_at, e.until_at, e.known_at, e.recorded_at, e.precision,
  e.zone_offset, e.identity_id, e.is_bot, e.text, e.replies_to_key, e.details, e.marks, e.payload, e.payload_encoding, e.content_hash, e.place))) for 32)`;

/** The hash of a link `l` that follows one with the hash `before`. */
export function linkHash(before: RawBuilder<unknown>): RawBuilder<Buffer> {
  return sql<Buffer>`sha256(coalesce(${before}, ''::bytea) || record_send(row(l.import_id, l.number, l.kind, l.at, l.ids, l.digests)))`;
}
