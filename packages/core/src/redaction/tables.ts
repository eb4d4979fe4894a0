import type { ActorRef } from '@debrief/contract';

export interface RedactionTables {
  secret_check: { import_id: string; at: Date };
  possible_secret: {
    id: string;
    incident_id: string;
    evidence_id: string;
    kind: string;
    start_at: number;
    end_at: number;
    ignored_at: Date | null;
    ignored_by: ActorRef | null;
  };
}
