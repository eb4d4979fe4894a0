import type { ActorRef, ConnectionSettings, DeliveryState, RuleCondition } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface InboundTables {
  inbound_endpoint: {
    id: string;
    /** Null for an endpoint of the organization. */
    incident_id: string | null;
    source: string;
    name: string;
    token_hash: string | null;
    created_at: Date;
    created_by: ActorRef;
    old_token_hash: string | null;
    old_token_until: Date | null;
    secret: string | null;
    old_secret: string | null;
    old_secret_until: Date | null;
    refused: Generated<number>;
    mapping_id: string | null;
    keep_days: Generated<number>;
  };
  inbound_delivery: {
    id: string;
    endpoint_id: string;
    key: string;
    received_at: Date;
    state: DeliveryState;
    attempts: Generated<number>;
    body: Uint8Array | null;
    bytes: number;
    problem: string | null;
    import_id: string | null;
    is_test: Generated<boolean>;
  };
  connection: {
    endpoint_id: string;
    settings: ConnectionSettings;
    watermark: unknown;
    about: Generated<unknown>;
    is_paused: Generated<boolean>;
    asked_at: Date | null;
    next_at: Date;
    problem: string | null;
    failures: Generated<number>;
    lease: string | null;
    lease_until: Date | null;
  };
  routing_rule: {
    id: string;
    endpoint_id: string;
    position: number;
    stream: string;
    conditions: RuleCondition[];
    service: string | null;
    is_enabled: Generated<boolean>;
    version: Generated<number>;
  };
  inbound_record: {
    delivery_id: string;
    number: number;
    endpoint_id: string;
    item: string;
    at: Date;
  };
  inbound_routed: {
    delivery_id: string;
    number: number;
    incident_id: string;
    import_id: string;
    /** Null if a person added it. */
    rule_id: string | null;
    stream_key: string;
    stream_name: string;
  };
  routing_window: {
    incident_id: string;
    services: string[];
    from_at: Date;
    until_at: Date | null;
    is_ongoing: boolean;
    closed_at: Date | null;
  };
}
