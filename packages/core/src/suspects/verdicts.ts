import type { Hypothesis, SuspectVerdict } from '@debrief/contract';
import { namesSeries, readSamples, type SampledSeries } from '@debrief/rules/suspects';
import type { Context } from '../context.ts';
import { loadMetricSamplesById } from '../evidence/index.ts';
import type { IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { presentItems } from '../item/index.ts';

export interface Verdicts {
  /** By the item of evidence of the change. */
  changes: ReadonlyMap<string, SuspectVerdict>;
  /** By the id of the series. */
  components: ReadonlyMap<string, SuspectVerdict>;
}

/**
 * What people think of each suspect: the newest hypothesis that cites the change, or a measurement of
 * the component. The caller has checked that the actor can see the incident.
 */
export async function loadVerdicts(ctx: Context, incident: IncidentRow): Promise<Verdicts> {
  const findings = await presentItems(ctx, incident, findingItem);
  const hypotheses = findings
    .filter((finding) => finding.type === 'hypothesis')
    .toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1))
    .map((hypothesis) => ({
      hypothesis,
      verdict: toVerdict(hypothesis),
      citations: listCitations(hypothesis),
    }));
  const measured = hypotheses.flatMap(({ citations }) =>
    citations.flatMap(({ kind, evidenceId }) => (kind === 'metric' ? [evidenceId] : [])),
  );
  const samples = await loadMetricSamplesById(ctx, measured);
  const seriesByEvidence = new Map(samples.map((sample) => [sample.id, readRecord(sample)]));
  return {
    changes: new Map(
      hypotheses.flatMap(({ citations, verdict }) =>
        citations
          .filter(({ kind }) => kind === 'change')
          .map(({ itemId }): [string, SuspectVerdict] => [itemId, verdict]),
      ),
    ),
    components: new Map(
      hypotheses.flatMap(({ hypothesis, citations, verdict }) =>
        citations
          .flatMap(({ evidenceId }) =>
            findNamed(seriesByEvidence.get(evidenceId) ?? [], hypothesis.statement),
          )
          .map(({ id }): [string, SuspectVerdict] => [id, verdict]),
      ),
    ),
  };
}

type Sample = Awaited<ReturnType<typeof loadMetricSamplesById>>[number];

/** The series of which a record has values. */
export function readRecord(sample: Sample): SampledSeries[] {
  return readSamples([{ ...sample, at: sample.at.getTime() }]).series;
}

/** A record with one series says which is meant; of several, those that the statement names. */
function findNamed(series: readonly SampledSeries[], statement: string): readonly SampledSeries[] {
  return series.length === 1 ? series : series.filter((one) => namesSeries(statement, one));
}

/** What its proposal and its own citations name: later steps cite what speaks for or against it. */
function listCitations({ citations, steps }: Hypothesis) {
  const proposed = steps.filter(({ kind }) => kind === 'proposed');
  return [...citations, ...proposed.flatMap((step) => step.citations)];
}

function toVerdict({ id, status, steps }: Hypothesis): SuspectVerdict {
  const last = steps.findLast(({ kind }) => kind !== 'tested');
  return { findingId: id, status, by: last?.by ?? '', reason: last?.note ?? '' };
}
