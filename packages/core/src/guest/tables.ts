import type { ActorRef, GuestPurpose } from '@debrief/contract';

export interface GuestTables {
  guest_link: {
    id: string;
    incident_id: string;
    purpose: GuestPurpose;
    subject_id: string;
    name: string;
    token_hash: string;
    created_at: Date;
    created_by: ActorRef;
    expires_at: Date;
    revoked_at: Date | null;
  };
  guest_session: {
    id: string;
    link_id: string;
    browser_hash: string;
    name: string;
    opened_at: Date;
  };
}
