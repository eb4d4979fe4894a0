import { type Coverage, type Finding, DomainError } from '@debrief/contract';
import { authorize } from '../access/index.ts';
import type { Context } from '../context.ts';
import { presentItems } from '../item/index.ts';
import { followUpItem } from '../follow-up/index.ts';
import { incidentRows, type IncidentRow } from '../incident/index.ts';
import { findingItem } from '../investigation/index.ts';
import { beganAt } from '../timeline/index.ts';
import {
  buildCells,
  findFillers,
  describeGaps,
  writeNotes,
  rateStrength,
  suggestStories,
  type TakenPart,
  type CoveredStory,
} from './coverage-state.ts';
import { whoAmI } from './my-persons.ts';
import { listFrameworks } from './frameworks.ts';
import { loadGradedClaims, presentSummaries } from './present.ts';
import { ownAccount, readableStories } from './rows.ts';
import { loadParticipations } from './my-incidents.ts';

const mostIncidents = 30;

/**
 * The actor's stories against the competencies of a framework: which story shows what, how
 * strongly, what is missing, and which of their incidents could fill it. Errors: `not-found`.
 */
export async function storyCoverage(ctx: Context, input: { framework: string }): Promise<Coverage> {
  const framework = (await authorize(ctx, 'story:read', listFrameworks(ctx))).items.find(
    (one) => one.id === input.framework,
  );
  if (!framework) throw new DomainError('not-found', 'Competency framework not found.');
  const rows = await readableStories(ctx)
    .where('story.account_id', '=', ownAccount(ctx))
    .orderBy('story.updated_at', 'desc')
    .execute();
  const summaries = await presentSummaries(ctx, rows);
  const claims = await loadGradedClaims(ctx, rows);
  const covered: (CoveredStory & { title: string; isDraft: boolean })[] = [];
  for (const { id, title, competencies, outcome, isDraft, happenedOn, incident } of summaries) {
    const began = happenedOn === null && incident ? await beganAt(ctx, incident.id) : null;
    covered.push({
      id,
      title,
      competencies,
      outcome,
      isDraft,
      happenedOn: happenedOn ?? began?.toISOString().slice(0, 10) ?? null,
      strength: rateStrength(claims.get(id) ?? []),
    });
  }
  const cells = buildCells(framework, covered);
  const today = ctx.clock.now().toISOString().slice(0, 10);
  const parts = await takenParts(ctx, new Set(rows.flatMap((row) => row.incident_id ?? [])));
  return {
    framework,
    stories: covered.map(({ competencies, ...story }) => ({
      ...story,
      uses: framework.competencies.filter((one) => competencies.includes(one.key)).length,
    })),
    cells,
    suggested: suggestStories(
      framework,
      covered.map((story) => ({ ...story, claims: claims.get(story.id) ?? [] })),
    ),
    gaps: framework.competencies.flatMap((competency) => {
      const missing = describeGaps(
        cells.filter((cell) => cell.key === competency.key),
        today,
      );
      return missing.length === 0
        ? []
        : [
            {
              key: competency.key,
              name: competency.name,
              missing,
              incidents: findFillers(competency, parts),
            },
          ];
    }),
    notes: writeNotes(covered),
  };
}

/**
 * The newest incidents in which the actor took part and that none of their stories covers, with the
 * actor's traces.
 */
async function takenParts(
  ctx: Context,
  coveredIncidents: ReadonlySet<string>,
): Promise<TakenPart[]> {
  const accountId = ownAccount(ctx);
  const { persons } = await whoAmI(ctx);
  const taken = await loadParticipations(
    ctx,
    accountId,
    persons.map((person) => person.personId),
  );
  const among = [...taken.keys()].filter((id) => !coveredIncidents.has(id));
  const incidents = await incidentRows(ctx, { among, before: null, limit: mostIncidents });
  const parts: TakenPart[] = [];
  for (const incident of incidents) parts.push(await partIn(ctx, incident, accountId));
  return parts;
}

async function partIn(ctx: Context, incident: IncidentRow, accountId: string): Promise<TakenPart> {
  const findings = (await presentItems(ctx, incident, findingItem)).filter(
    (finding) => finding.createdBy.id === accountId,
  );
  const work = (await presentItems(ctx, incident, followUpItem)).filter(
    (one) => one.owner?.type === 'account' && one.owner.accountId === accountId,
  );
  const of = (type: Finding['type']) => findings.filter((finding) => finding.type === type).length;
  return {
    id: incident.id,
    ref: `INC-${incident.number}`,
    title: incident.title,
    decisions: of('decision'),
    hypotheses: of('hypothesis'),
    impacts: of('impact'),
    questions: of('question'),
    followUps: work.length,
    prevents: work.filter((one) => one.intent === 'prevent' || one.intent === 'detect').length,
    learns: work.filter((one) => one.intent === 'learn').length,
  };
}
