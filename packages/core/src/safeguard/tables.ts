import type {
  ActorRef,
  CheckOutcome,
  CheckVerdict,
  SafeguardProof,
  TimeWindow,
} from '@debrief/contract';
import type { Generated } from 'kysely';

export interface SafeguardTables {
  safeguard: {
    id: string;
    incident_id: string;
    name: string;
    alert: string;
    rules: string;
    checks: string | null;
    routing: string;
    silences: string;
    interval_ms: number;
    incident_series: string;
    healthy_series: string;
    incident_window: TimeWindow | null;
    healthy_window: TimeWindow | null;
    follow_up_id: string | null;
    proof: SafeguardProof | null;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  gate_run: {
    id: string;
    safeguard_id: string;
    at: Date;
    by: ActorRef;
    verdict: CheckVerdict;
    outcomes: CheckOutcome[];
  };
}
