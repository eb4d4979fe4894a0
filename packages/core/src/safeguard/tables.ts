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
  alert_drill: {
    id: string;
    safeguard_id: string;
    started_at: Date;
    by: ActorRef;
    address: string;
    until: Date;
    problem: string | null;
    canceled_at: Date | null;
    arrived_at: Date | null;
    receiver: string | null;
    endpoint: string | null;
  };
  safeguard_heartbeat: {
    safeguard_id: string;
    every_ms: number;
    grace_ms: number;
    alert: string;
    since: Date;
    last_at: Date | null;
    delivery_id: string | null;
    late_at: Date;
    silent_at: Date | null;
    back_at: Date | null;
    check_at: Date;
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
