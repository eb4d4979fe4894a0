import { ListSuspects, type Suspects } from '@debrief/contract';
import { rankChanges, type ChangeSuspect, type RankedChanges } from '@debrief/rules/suspects';
import { authorize, mayIn } from '../access/index.ts';
import type { Context } from '../context.ts';
import { loadChanges } from '../evidence/index.ts';
import { incidentByRef, type IncidentRow } from '../incident/index.ts';
import { parse } from '../parse.ts';
import { readChanges, type ReadChange } from './read-changes.ts';
import { findSymptom, toleranceMs, type FoundSymptom } from './symptom.ts';
import { loadVerdicts, type Verdicts } from './verdicts.ts';

const day = 86_400_000;
const daysBefore = 90;
const daysAfter = 7;
/** The newest ones; 50,000 are ranked in less than 300 ms (`npm run bench -- suspects`). */
const mostChanges = 50_000;
const shown = 20;
const shownAfter = 10;

/** Ranks what to look at first, each with its reasons. Errors: `invalid`, `not-found`. */
export async function listSuspects(ctx: Context, raw: ListSuspects): Promise<Suspects> {
  const input = parse(ListSuspects, raw);
  const incident = await authorize(ctx, 'incident:read', incidentByRef(ctx, input.incident));
  const symptom = await findSymptom(ctx, incident, input);
  const { ranked, changes } = await rankIncident(ctx, incident, symptom);
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
      isLimited: changes.size >= mostChanges,
      suspects: present(ranked.suspects.slice(0, limit), changes, verdicts),
      slow: present(ranked.slow.slice(0, limit), changes, verdicts),
      after: ranked.after.slice(0, shownAfter).flatMap(({ id }) => {
        const change = changes.get(id);
        return change ? [presentChange(change, verdicts)] : [];
      }),
      afterCount: ranked.after.length,
    },
    can: { change: mayIn(incident, ctx.actor, 'incident:write') },
  };
}

/** The changes around a symptom, ranked. The caller has checked that the actor can see the incident. */
export async function rankIncident(
  ctx: Context,
  incident: IncidentRow,
  symptom: FoundSymptom,
): Promise<{ ranked: RankedChanges; changes: ReadonlyMap<string, ReadChange> }> {
  const candidates = await loadChanges(ctx, incident.id, {
    from: new Date(symptom.at.getTime() - daysBefore * day),
    until: new Date(symptom.at.getTime() + daysAfter * day),
    limit: mostChanges,
  });
  const changes = readChanges(candidates);
  const at = symptom.at.getTime();
  const { text, services, precision } = symptom;
  const ranked = rankChanges(changes, { at, text, services, toleranceMs: toleranceMs[precision] });
  return { ranked, changes: new Map(changes.map((change) => [change.id, change])) };
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
    verdict: verdicts.get(candidate.itemId) ?? null,
  };
}
