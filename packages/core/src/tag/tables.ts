import type { ActorRef, TagTargetKind } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface TagTables {
  tag: {
    id: string;
    name: string;
    key: string;
    definition: string;
    use_when: string;
    avoid_when: string;
    merged_into: string | null;
    retired_at: Date | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    version: Generated<number>;
  };
  item_tag: {
    incident_id: string;
    tag_id: string;
    target_kind: TagTargetKind;
    target_id: string;
    added_at: Date;
    added_by: ActorRef;
  };
}
