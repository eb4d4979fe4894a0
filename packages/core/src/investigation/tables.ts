import type { ActorRef, FindingType, LinkKind, Precision } from '@debrief/contract';
import type { Generated } from 'kysely';
import type { FindingContent } from '@debrief/rules/investigation';

export interface InvestigationTables {
  finding: {
    id: string;
    incident_id: string;
    type: FindingType;
    statement: string;
    at: Date;
    precision: Precision;
    known_at: Date | null;
    content: FindingContent;
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
