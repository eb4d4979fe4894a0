import type { ActorRef } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface RedactionTables {
  removal: {
    id: string;
    incident_id: string;
    item_id: string | null;
    person_id: string | null;
    import_id: string | null;
    reason: string;
    at: Date;
    by: ActorRef;
    items: Generated<number>;
    ended_at: Date | null;
  };
  secret_check: { import_id: string; at: Date };
  possible_secret: {
    id: string;
    incident_id: string;
    evidence_id: string;
    kind: string;
    part: Generated<'text' | 'details' | 'payload'>;
    start_at: number;
    end_at: number;
    ignored_at: Date | null;
    ignored_by: ActorRef | null;
  };
}
