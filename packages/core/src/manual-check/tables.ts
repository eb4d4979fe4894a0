import type { ActorRef, CheckPeriod } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface ManualCheckTables {
  manual_check: {
    id: string;
    name: string;
    looks_at: string;
    service_id: string | null;
    times: number;
    per: CheckPeriod;
    minutes: number;
    people: number;
    safeguard_id: string | null;
    created_at: Date;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
  };
}
