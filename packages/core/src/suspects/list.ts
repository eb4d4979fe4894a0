import { ListSuspects, type Suspects } from '@debrief/contract';
import {
  listSearchWords,
  rankChanges,
  type ChangeSuspect,
  type RankedChanges,
} from '@debrief/rules/suspects';
import { authorize, may, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadChangesAround, type ChangesAround } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { readChanges, type ReadChange } from './read-changes.ts';
import {
  presentComponents,
  rankMetrics,
  weighComponents,
  type RankedSeries,
} from './components.ts';
import { loadGraph } from './graph.ts';
import { listBrokenStages } from './stages.ts';
import { findSymptom, toleranceMs, type FoundSymptom } from './symptom.ts';
import { loadVerdicts, type Verdicts } from './verdicts.ts';

const day = 86_400_000;
const daysBefore = 90;
const daysAfter = 7;
const slowDays = 30;
const shown = 20;

/** Ranks what to look at first, each with its reasons. Errors: `invalid`, `not-found`. */
export async function listSuspects(ctx: Context, raw: ListSuspects): Promise<Suspects> {
  const input = parse(ListSuspects, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const symptom = await findSymptom(ctx, incident, input);
  const measured = await rankMetrics(ctx, incident, symptom);
  const { ranked, changes, around } = await rankIncident(ctx, incident, symptom, measured);
  const verdicts = await loadVerdicts(ctx, incident);
  const limit = input.limit ?? shown;
  return {
    symptom: {
      ...symptom,
      at: symptom.at.toISOString(),
      words: ranked.words.map(({ word }) => word),
    },
    changes: {
      strength: ranked.strength,
      ordinary: ranked.ordinary,
      considered: changes.size,
      isLimited: around.isLimited,
      suspects: present(ranked.suspects.slice(0, limit), changes, verdicts),
      slow: present(ranked.slow.slice(0, limit), changes, verdicts),
      after: readChanges(around.after).map((change) => presentChange(change, verdicts)),
      afterCount: around.afterCount,
    },
    components: presentComponents(measured, verdicts.components),
    stages: await listBrokenStages(ctx, incident),
    can: {
      change: mayIn(incident, ctx.actor, 'incident:write'),
      link: may(ctx.actor, 'catalog:write'),
    },
  };
}

/**
 * The changes before a symptom, ranked, with what the metrics say of their components. The caller
 * has checked that the actor can see the incident.
 */
export async function rankIncident(
  ctx: Context,
  incident: IncidentRow,
  symptom: FoundSymptom,
  measured: RankedSeries | null,
): Promise<{
  ranked: RankedChanges;
  changes: ReadonlyMap<string, ReadChange>;
  around: ChangesAround;
}> {
  const { text, services, precision } = symptom;
  const at = symptom.at.getTime();
  const tolerance = toleranceMs[precision];
  const around = await loadChangesAround(ctx, incident.id, {
    at: new Date(at + tolerance),
    from: new Date(at - daysBefore * day),
    until: new Date(at + daysAfter * day),
    words: listSearchWords(text),
    wordsFrom: new Date(at - slowDays * day),
  });
  const changes = readChanges(around.before);
  const completeFrom = around.completeFrom.getTime();
  const words = [...services, ...changes.flatMap((change) => change.services)];
  const { links, nameOf } = await loadGraph(ctx, words);
  const isLinked = links.length > 0;
  const named = changes.map((change) =>
    isLinked ? { ...change, services: change.services.map(nameOf) } : change,
  );
  const ranked = rankChanges(
    named,
    { at, text, services: services.map(nameOf), toleranceMs: tolerance },
    { completeFrom, links, components: weighComponents(measured) },
  );
  return { ranked, changes: new Map(changes.map((change) => [change.id, change])), around };
}

function present(
  suspects: readonly ChangeSuspect[],
  changes: ReadonlyMap<string, ReadChange>,
  verdicts: Verdicts,
): Suspects['changes']['suspects'] {
  return suspects.flatMap(({ id, score, factors }) => {
    const change = changes.get(id);
    return change ? [{ ...presentChange(change, verdicts), score, factors }] : [];
  });
}

function presentChange(
  { candidate, kind, title, services }: ReadChange,
  verdicts: Verdicts,
): Suspects['changes']['after'][number] {
  return {
    evidenceId: candidate.id,
    itemId: candidate.itemId,
    evidenceKind: 'change',
    kind,
    title,
    at: candidate.at.toISOString(),
    until: candidate.until?.toISOString() ?? null,
    precision: candidate.precision,
    zoneOffset: candidate.zoneOffset,
    streamId: candidate.streamId,
    streamName: candidate.streamName,
    services: [...services],
    isInSources: candidate.isInSources,
    verdict: verdicts.changes.get(candidate.itemId) ?? null,
  };
}
