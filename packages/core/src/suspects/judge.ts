import { JudgeSuspect, type InvestigationChange } from '@debrief/contract';
import { buildFinding, applyStep } from '@debrief/rules/investigation';
import { authorize } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { checkCitations, evidenceInIncident } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { findingItem, updateStatus } from '../investigation/index.ts';
import { addItem, loadActiveItem } from '../item/index.ts';
import { verb } from '../verb.ts';
import { loadVerdicts } from './verdicts.ts';

/**
 * Confirms or dismisses a suspect with a reason: adds a hypothesis that cites it, with its status,
 * or updates the one that cites it. Errors: `invalid`, `not-found`, `forbidden`, `conflict`
 * if the id is in use.
 */
export const judgeSuspect = verb(JudgeSuspect, async (ctx, input): Promise<InvestigationChange> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const evidence = await evidenceInIncident(ctx, incident.id, input.evidenceId);
  const kind = input.verdict === 'confirmed' ? 'confirmed' : 'ruled-out';
  const known = (await loadVerdicts(ctx, incident)).get(evidence.itemId);
  if (known && known.findingId !== input.id) {
    const { state } = await loadActiveItem(ctx, findingItem, known.findingId);
    return updateStatus(ctx, { id: state.id, version: state.version, kind, note: input.reason });
  }
  const added = { incident: incident.id, id: input.id, activity: `hypothesis.${kind}` as const };
  return addItem(ctx, findingItem, added, (ctx, incident, id) =>
    buildVerdict(ctx, incident.id, { ...input, id, kind, title: evidence.text }),
  );
});

const longestStatement = 300;

/** A hypothesis that was proposed and decided at the same moment: it cost no time. */
async function buildVerdict(
  ctx: Context,
  incident: string,
  made: {
    id: string;
    kind: 'confirmed' | 'ruled-out';
    title: string;
    evidenceId: string;
    reason: string;
  },
) {
  const now = ctx.clock.now();
  const by = actorRef(ctx.actor).name;
  const at = now.toISOString();
  const { rows } = await checkCitations(ctx, incident, [{ evidenceId: made.evidenceId }]);
  const title =
    made.title.split('\n', 1)[0]?.trim().slice(0, longestStatement).toWellFormed() ?? '';
  const statement = `Started by: ${title || 'a change'}`;
  const proposed = buildFinding(
    { type: 'hypothesis', incident, statement, at },
    { rows, earliest: null },
    { id: made.id, stepId: ctx.ids.next(), by },
  );
  return applyStep(
    proposed,
    { id: made.id, version: 1, kind: made.kind, at, precision: 'exact', note: made.reason },
    null,
    { stepId: ctx.ids.next(), by, now },
  );
}
