import type { RunbookRun, RunStep } from '@debrief/contract';
import type { KeptRun } from '@debrief/rules/runbook';
import { sql } from 'kysely';
import { mayIn } from '../access/index.ts';
import { defineItem, jsonField, plainField, proseField } from '../item/index.ts';

/** A runbook that is followed in an incident: it keeps the text that it was started with. */
export const runItem = defineItem({
  kind: 'runbook-run',
  table: 'runbook_run',
  orderBy: 'created_at',
  fields: {
    runbookId: plainField<string | null>('runbook_id'),
    followUpId: plainField<string | null>('follow_up_id'),
    rollbackPoint: proseField<string | null>('rollback_point'),
    name: proseField('name'),
    text: proseField('text'),
    steps: jsonField<RunStep[]>('steps', {
      text: 'prose',
      reason: 'prose',
      name: 'prose',
      state: 'prose',
    }),
  },
  noun: (_state: KeptRun | null) => 'run of a runbook',
  references: ({ followUpId }) => [['follow-up', followUpId]],
  async present(ctx, items): Promise<RunbookRun[]> {
    return items.map(({ incident, row, state: { isRemoved: _, ...run }, citations }) => ({
      ...run,
      citations: citations.flatMap(({ part, ...citation }) =>
        part === null ? [] : [{ ...citation, step: part }],
      ),
      incidentRef: `INC-${incident.number}`,
      createdAt: row.created_at.toISOString(),
      createdBy: row.created_by,
      updatedAt: row.updated_at.toISOString(),
      updatedBy: row.updated_by,
      can: { change: mayIn(incident, ctx.actor, 'incident:write') },
    }));
  },
  answer: async (_ctx, _incident, { items, ...change }) => ({ runs: items, ...change }),
  searchable: sql`select 'runbook-run' as kind, id, incident_id, created_at as at, 'exact' as precision,
    name as title, text, null::text as factor_kind, search from runbook_run where removed_at is null`,
});
