import type {
  ActorRef,
  EvidenceDetails,
  EvidenceKind,
  Format,
  ImportQuery,
  ImportState,
  ItemKind,
  Mark,
  Precision,
  RedactionKind,
  SavedOptions,
  Stance,
} from '@debrief/contract';
import type { Generated } from 'kysely';

/** The file of an import that runs as a job, and how to read it. */
export interface ImportUpload {
  folderId: string;
  file: string;
  options: ImportQuery;
}

/** What a link of a hash chain says about its rows; `found` if they were hashed after their import. */
export type LinkKind = 'stored' | 'found' | 'masked' | 'removed';

export interface EvidenceTables {
  source: {
    id: string;
    kind: string;
    key: string;
    name: string;
    clock_offset_ms: Generated<number>;
    compartment: string | null;
    origin_key: string | null;
  };
  stream: { id: string; source_id: string; key: string; name: string };
  stream_member: { stream_id: string; identity_id: string };
  incident_stream: {
    incident_id: string;
    stream_id: string;
    from_at: Date | null;
    until_at: Date | null;
  };
  incident_stream_rule: {
    incident_id: string;
    stream_id: string;
    rule: string;
    from_at: Date;
    until_at: Date | null;
  };
  import: {
    id: string;
    incident_id: string;
    source_id: string | null;
    name: string;
    format: Format;
    content_hash: string;
    bytes: string;
    bytes_read: Generated<string>;
    state: ImportState;
    read: Generated<number>;
    imported: Generated<number>;
    duplicates: Generated<number>;
    rejected: Generated<number>;
    withheld: Generated<number>;
    revised: Generated<number>;
    vanished: Generated<number>;
    marked: Generated<number>;
    mapping: Generated<Record<string, string>>;
    problem: string | null;
    is_cancel_asked: Generated<boolean>;
    alive_at: Date;
    started_at: Date;
    started_by: ActorRef;
    ended_at: Date | null;
    upload: Generated<ImportUpload | null>;
    run: Generated<number>;
    stalled_runs: Generated<number>;
    removed: Generated<number>;
    has_named_duplicates: Generated<boolean>;
  };
  import_link: {
    import_id: string;
    number: number;
    kind: LinkKind;
    at: Date;
    ids: string[];
    digests: Buffer[];
    hash: Buffer;
  };
  saved_mapping: {
    id: string;
    name: string;
    columns: string[];
    options: SavedOptions;
    updated_at: Date;
    updated_by: ActorRef;
  };
  import_duplicate: { import_id: string; evidence_id: string };
  import_rejection: {
    import_id: string;
    number: number;
    place: string;
    reason: string;
    excerpt: string;
  };
  evidence: {
    id: string;
    item_id: string;
    stream_id: string;
    import_id: string;
    key: string;
    revision: number;
    revises: string | null;
    change: 'original' | 'revised' | 'deleted';
    kind: EvidenceKind;
    occurred_at: Date;
    until_at: Date | null;
    known_at: Date | null;
    recorded_at: Date;
    precision: Precision;
    zone_offset: number | null;
    identity_id: string | null;
    is_bot: boolean;
    text: string;
    replies_to_key: string | null;
    details: EvidenceDetails;
    marks: Mark[];
    payload: string;
    payload_encoding: 'utf8' | 'base64';
    content_hash: string;
    search: Generated<string>;
    place: string | null;
  };
  redaction: {
    id: string;
    item_id: string;
    kind: RedactionKind;
    reason: string;
    at: Date;
    by: ActorRef;
  };
  removed_record: { evidence_id: string; content_hash: string };
  reaction: { evidence_id: string; identity_id: string; name: string };
  citation: {
    id: string;
    incident_id: string;
    claim_kind: ItemKind;
    claim_id: string;
    part: string | null;
    evidence_id: string;
    stance: Stance;
    quote_start: number | null;
    quote_end: number | null;
    position: number;
  };
}
