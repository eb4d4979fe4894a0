import type { ActorRef, FollowUpIntent, FollowUpOwner, FollowUpState } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface FollowUpTables {
  follow_up: {
    id: string;
    incident_id: string;
    text: string;
    intent: FollowUpIntent;
    origin_id: string | null;
    owner: FollowUpOwner | null;
    done_when: Generated<string>;
    due_on: string | null;
    tracker_url: string | null;
    state: FollowUpState;
    state_at: Date;
    verification: Generated<string>;
    wont_do_reason: Generated<string>;
    meant: string[];
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
}
