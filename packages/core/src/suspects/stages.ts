import type { Finding, Suspects } from '@debrief/contract';
import { findFirstBreak, stageText } from '@debrief/rules/investigation';
import type { Context } from '../context.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { presentItems } from '../item/index.ts';

/**
 * Of each comparison in the debug record, the first stage that does not add up with the one before
 * it, oldest first. The caller has checked that the actor can see the incident.
 */
export async function listBrokenStages(
  ctx: Context,
  incident: IncidentRow,
): Promise<Suspects['stages']> {
  const findings: Finding[] = await presentItems(ctx, incident, findingItem);
  return findings.flatMap((finding) => {
    const broken = finding.type === 'observation' ? findFirstBreak(finding.stages) : null;
    return broken
      ? [{ findingId: finding.id, statement: finding.statement, reason: stageText(broken) }]
      : [];
  });
}
