import type {
  ActorRef,
  MilestoneKind,
  Mode,
  Obligation,
  Precision,
  Severity,
  Status,
  Visibility,
} from '@debrief/contract';
import type { Generated } from 'kysely';

export interface IncidentTables {
  incident: {
    id: string;
    number: Generated<number>;
    title: string;
    summary: Generated<string>;
    severity: Severity | null;
    status: Status;
    mode: Mode;
    visibility: Visibility;
    zone: string;
    services: Generated<string[]>;
    teams: Generated<string[]>;
    obligations: Generated<Obligation[]>;
    is_demo: Generated<boolean>;
    archived_at: Generated<Date | null>;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    version: Generated<number>;
    origin_ref: string | null;
  };
  milestone: {
    incident_id: string;
    kind: MilestoneKind;
    at: Date;
    precision: Precision;
    event_id: string | null;
    note: Generated<string>;
    set_at: Date;
    set_by: ActorRef;
    version: Generated<number>;
  };
  deleted_incident: {
    id: string;
    number: number;
    deleted_at: Date;
    deleted_by: ActorRef;
    seen_by: string[] | null;
  };
  incident_member: { incident_id: string; account_id: string; added_at: Date };
}
