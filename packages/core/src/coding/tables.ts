import type { ActorRef, TagTargetKind } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface CodingTables {
  coding_round: {
    id: string;
    incident_id: string;
    tag_ids: string[];
    items: { kind: TagTargetKind; id: string }[];
    settled_ids: Generated<string[]>;
    created_at: Date;
    created_by: ActorRef;
  };
  coding_answer: {
    round_id: string;
    account_id: string;
    answers: Generated<Record<string, string[]>>;
    done_at: Date | null;
  };
}
