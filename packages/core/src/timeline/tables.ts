import type { ActorRef, EventType, Precision } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface TimelineTables {
  timeline_event: {
    id: string;
    incident_id: string;
    title: string;
    text: Generated<string>;
    at: Date;
    until_at: Date | null;
    precision: Precision;
    type: EventType;
    perspective_person_id: string | null;
    perspective_team: string | null;
    perspective_customer: string | null;
    recollection_of: string | null;
    known_at: Date | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
}
