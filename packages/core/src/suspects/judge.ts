import { DomainError, JudgeSuspect, type InvestigationChange } from '@debrief/contract';
import { buildFinding, applyStep } from '@debrief/rules/investigation';
import { toSeriesId } from '@debrief/rules/suspects';
import { authorize } from '../access/index.ts';
import { actorRef, type Context } from '../context.ts';
import { checkCitations, evidenceInIncident, loadMetricSamplesById } from '../evidence/index.ts';
import { incidentByRef } from '../incident/index.ts';
import { findingItem, updateStatus } from '../investigation/index.ts';
import { addItem, loadActiveItem } from '../item/index.ts';
import { verb } from '../verb.ts';
import { loadVerdicts, readRecord } from './verdicts.ts';

/**
 * Confirms or dismisses a suspect with a reason: adds a hypothesis that cites the change or a
 * measurement of the component, with its status, or updates the one that cites it. Errors:
 * `invalid`, `not-found`, `forbidden`, `conflict` if the id is in use.
 */
export const judgeSuspect = verb(JudgeSuspect, async (ctx, input): Promise<InvestigationChange> => {
  const incident = await authorize(ctx, 'incident:write', incidentByRef(ctx, input.incident));
  const evidence = await evidenceInIncident(ctx, incident.id, input.evidenceId);
  const kind = input.verdict === 'confirmed' ? 'confirmed' : 'ruled-out';
  const series = await findSeries(ctx, evidence.id, input.series);
  const verdicts = await loadVerdicts(ctx, incident);
  const known =
    series === null
      ? verdicts.changes.get(evidence.itemId)
      : verdicts.components.get(toSeriesId(series));
  if (known && known.findingId !== input.id) {
    const { state } = await loadActiveItem(ctx, findingItem, known.findingId);
    return updateStatus(ctx, { id: state.id, version: state.version, kind, note: input.reason });
  }
  const added = { incident: incident.id, id: input.id, activity: `hypothesis.${kind}` as const };
  const title =
    series === null
      ? toTitle(evidence.text, 300)
      : toTitle(`${series.component} (${series.metric})`, 1_900);
  return addItem(ctx, findingItem, added, (ctx, incident, id) =>
    buildVerdict(ctx, incident.id, { ...input, id, kind, title }),
  );
});

type SeriesName = NonNullable<JudgeSuspect['series']>;

/** The series that a measurement is of; null for other evidence. */
async function findSeries(
  ctx: Context,
  evidenceId: string,
  asked: SeriesName | undefined,
): Promise<SeriesName | null> {
  const [sample] = await loadMetricSamplesById(ctx, [evidenceId]);
  const series = sample ? readRecord(sample) : [];
  const [only] = series;
  if (!only) return null;
  const wanted = asked && toSeriesId(asked);
  const found = series.find(({ id }) => id === wanted);
  if (found) return found;
  if (asked)
    throw new DomainError('invalid', 'This measurement has no value of that component and metric.');
  if (series.length > 1)
    throw new DomainError(
      'invalid',
      'This measurement is of several series. Name the component and the metric.',
    );
  return only;
}

const toTitle = (text: string, length: number) =>
  text.split('\n', 1)[0]?.trim().slice(0, length).toWellFormed() ?? '';

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
  const statement = `Started by: ${made.title || 'a change'}`;
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
