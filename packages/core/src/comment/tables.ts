import type { ActorRef, CommentMention, CommentTargetKind } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface CommentTables {
  comment: {
    id: string;
    incident_id: string;
    target_kind: CommentTargetKind;
    target_id: string;
    thread_id: string | null;
    text: string;
    quote: Generated<string>;
    mentions: CommentMention[];
    resolved_at: Date | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
}
