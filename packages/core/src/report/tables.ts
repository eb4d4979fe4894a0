import type { ActorRef } from '@debrief/contract';
import type { Generated } from 'kysely';

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
  report_update: { incident_id: string; seq: Generated<string>; update: Uint8Array; by: ActorRef; at: Date };
}
