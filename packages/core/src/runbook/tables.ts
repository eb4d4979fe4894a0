import type { ActorRef, RunbookStep, RunStep } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface RunbookTables {
  runbook: {
    id: string;
    name: string;
    text: string;
    steps: RunbookStep[];
    service_ids: string[];
    alerts: string[];
    text_changed_at: Date;
    verified_at: Date | null;
    verified_by: ActorRef | null;
    created_at: Date;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  runbook_run: {
    id: string;
    incident_id: string;
    runbook_id: string | null;
    follow_up_id: string | null;
    rollback_point: string | null;
    name: string;
    text: string;
    steps: RunStep[];
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
}
