import type { Suspects } from '@debrief/contract';
import { findFirstBreak, stageText } from '@debrief/rules/investigation';
import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';
import { listFindings } from '../investigation/index.ts';

/**
 * Of each comparison in the debug record, the first stage that does not add up with the one before
 * it, oldest first. The caller has checked that the actor can see the incident.
 */
export async function listBrokenStages(
  ctx: Context,
  incident: IncidentRow,
): Promise<Suspects['stages']> {
  const observations = await listFindings(ctx, incident, ['observation']);
  return observations.flatMap((finding) => {
    const broken = findFirstBreak(finding.stages);
    return broken
      ? [{ findingId: finding.id, statement: finding.statement, reason: stageText(broken) }]
      : [];
  });
}
