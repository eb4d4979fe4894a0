import type { ActorRef } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface ActivityTables {
  activity: {
    id: Generated<string>;
    kind: string;
    at: Date;
    actor: ActorRef;
    incident_id: string | null;
    subject_id: string | null;
    request_id: string | null;
    before: unknown;
    after: unknown;
    is_imported: Generated<boolean>;
  };
}
