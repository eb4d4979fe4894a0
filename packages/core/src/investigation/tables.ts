import type { ActorRef, EntryType, LinkKind, Precision } from '@debrief/contract';
import type { Generated } from 'kysely';
import type { EntryContent } from '@debrief/rules/investigation';

export interface InvestigationTables {
  entry: {
    id: string;
    incident_id: string;
    type: EntryType;
    statement: string;
    at: Date;
    precision: Precision;
    content: EntryContent;
    created_at: Date;
    created_by: ActorRef;
    updated_at: Date;
    updated_by: ActorRef;
    removed_at: Date | null;
    version: Generated<number>;
    search: Generated<string>;
  };
  factor_link: { id: string; incident_id: string; from_id: string; to_id: string; kind: LinkKind };
}
