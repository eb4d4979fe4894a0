import type { ActorRef } from '@debrief/contract';
import type { Generated } from 'kysely';

export interface RetentionTables {
  source_retention: { source_id: string; days: number; set_at: Date; set_by: ActorRef };
  retention_run: { id: string; source_id: string; at: Date; items: Generated<number> };
}
