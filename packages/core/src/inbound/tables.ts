import type { ActorRef, ConnectionSettings, DeliveryState } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface InboundTables {
  inbound_endpoint: {
    id: string;
    incident_id: string;
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
    is_paused: Generated<boolean>;
    asked_at: Date | null;
    next_at: Date;
    problem: string | null;
    failures: Generated<number>;
    lease: string | null;
    lease_until: Date | null;
  };
}
