import type {
  ActorRef,
  ReaderRole,
  UsePlace,
  VersionContent,
  VersionVisibility,
  SuggestionContent,
  SuggestionState,
} from '@debrief/contract';
import type { Generated } from 'kysely';

/** A read as it was published last. */
export interface ShownRead {
  isOutside: boolean;
  depth: number;
  days: number;
  role: ReaderRole | null;
}

export interface ReportTables {
  report: {
    incident_id: string;
    state: Uint8Array;
    state_seq: Generated<string>;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
  };
  report_update: {
    incident_id: string;
    seq: Generated<string>;
    update: Uint8Array;
    by: ActorRef;
    at: Date;
  };
  published_version: {
    id: string;
    incident_id: string;
    number: number;
    title: string;
    summary: Generated<string>;
    content: VersionContent;
    words: number;
    article_words: number;
    visibility: VersionVisibility;
    readers: Generated<string[]>;
    published_at: Date;
    published_by: ActorRef;
    unpublished_at: Date | null;
    unpublished_by: ActorRef | null;
    unpublish_reason: string | null;
    search: Generated<string>;
  };
  reader_question: {
    id: string;
    published_version_id: string;
    section_id: string;
    quote: Generated<string>;
    text: string;
    asked_at: Date;
    asked_by: ActorRef;
    answer: string | null;
    answered_at: Date | null;
    answered_by: ActorRef | null;
    withdrawn_at: Date | null;
    version: Generated<number>;
  };
  version_use: {
    id: string;
    published_version_id: string;
    used_in: UsePlace;
    used_on: string;
    link: string | null;
    note: Generated<string>;
    added_at: Date;
    added_by: ActorRef;
    removed_at: Date | null;
  };
  published_version_read: {
    published_version_id: string;
    reader: string;
    is_outside: boolean;
    depth: Generated<number>;
    days: Generated<number>;
    role: ReaderRole | null;
    shown: ShownRead | null;
  };
  published_version_learned: {
    published_version_id: string;
    reader: string;
    /** Null after it was cleared, until that is published. */
    line: string | null;
    shown: string | null;
  };
  suggestion: {
    id: string;
    incident_id: string;
    evidence_id: string;
    position: number;
    content: SuggestionContent;
    quote_start: number;
    quote_end: number;
    state: Generated<SuggestionState>;
    made_id: string | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    version: Generated<number>;
  };
}
