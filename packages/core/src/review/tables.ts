import type {
  ActorRef,
  FollowUpOwner,
  Investigator,
  ReviewDepth,
  ReviewRequest,
  Training,
  TriggerKind,
} from '@debrief/contract';
import type { Generated } from 'kysely';

export interface ReviewTables {
  review: {
    id: string;
    incident_id: string;
    requests: ReviewRequest[];
    depth: ReviewDepth | null;
    reason: Generated<string>;
    decided_at: Date | null;
    decided_by: string | null;
    triggers: TriggerKind[];
    due_on: string | null;
    investigators: Investigator[];
    sponsor: FollowUpOwner | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  review_training: {
    account_id: string;
    stage: Training['stage'];
    set_at: Date;
    set_by: ActorRef;
  };
}
